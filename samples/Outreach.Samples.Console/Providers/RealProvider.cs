using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Providers.AmazonSes;
using Outreach.Providers.Http;
using Outreach.Providers.MailchimpTransactional;
using Outreach.Providers.Mailgun;
using Outreach.Providers.SendGrid;

namespace Outreach.Samples;

/// <summary>The email services that a host may use, with settings from the environment. Whichever it is, it is one line; everything else stays as it is.</summary>
internal static class RealProvider
{
    public const string Name = "real";

    public static readonly IReadOnlyList<string> Kinds = ["sendgrid", "mailgun", "ses", "mailchimp"];

    /// <summary>Adds a service.</summary>
    /// <exception cref="SampleException">There is no such service, or a setting is missing.</exception>
    public static IOutreachBuilder AddRealProvider(this IOutreachBuilder builder, string kind) => kind switch
    {
        "sendgrid" => builder.AddSendGrid(Name, Configure),
        "mailgun" => builder.AddMailgun(Name, Configure),
        "ses" => builder.AddAmazonSes(Name, Configure),
        "mailchimp" => builder.AddMailchimpTransactional(Name, Configure),
        _ => throw new SampleException($"There is no service '{kind}'; choose one of {string.Join(", ", Kinds)}."),
    };

    private static void Configure(SendGridOptions options)
    {
        SetAddress(options);
        options.ApiKey = Need("OUTREACH_API_KEY");
        options.WebhookVerificationKey = Find("OUTREACH_WEBHOOK_KEY");
    }

    private static void Configure(MailgunOptions options)
    {
        SetAddress(options);
        options.ApiKey = Need("OUTREACH_API_KEY");
        options.Domain = Need("OUTREACH_DOMAIN");
        options.Region = Find("OUTREACH_REGION") == "eu" ? MailgunRegion.Eu : MailgunRegion.Us;
        options.WebhookSigningKey = Find("OUTREACH_WEBHOOK_KEY");
    }

    private static void Configure(AmazonSesOptions options)
    {
        SetAddress(options);
        options.Region = Need("OUTREACH_REGION");
        options.ConfigurationSet = Find("OUTREACH_CONFIGURATION_SET");
        if (Find("OUTREACH_TOPIC_ARN") is { } topic)
        {
            options.TopicArns.Add(topic);
        }

        // Without a key of its own, the AWS SDK finds the credentials.
        options.Credentials = Find("OUTREACH_API_KEY") is { } key ? new BasicAWSCredentials(key, Need("OUTREACH_API_SECRET")) : null;
    }

    private static void Configure(MailchimpTransactionalOptions options)
    {
        SetAddress(options);
        options.ApiKey = Need("OUTREACH_API_KEY");
        options.WebhookKey = Find("OUTREACH_WEBHOOK_KEY");
        options.WebhookUrl = options.WebhookKey is null ? null : Need("OUTREACH_WEBHOOK_URL");
    }

    /// <summary>A proxy, or a server of one's own in the service's place.</summary>
    private static void SetAddress(HttpProviderOptions options) =>
        options.BaseAddress = Find("OUTREACH_PROVIDER_URL") is { } address ? new Uri(address) : null;

    private static string? Find(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static string Need(string variable) => Find(variable) ?? throw new SampleException($"Set the environment variable {variable}.");
}
