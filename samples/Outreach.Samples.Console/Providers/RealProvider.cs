using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Providers.Mailgun;

namespace Outreach.Samples;

/// <summary>The email services that a host may use. Whichever it is, it is one line; everything else stays as it is.</summary>
internal static class RealProvider
{
    public const string Name = "real";

    public static readonly IReadOnlyList<string> Kinds = ["sendgrid", "mailgun", "ses", "mailchimp"];

    /// <summary>Adds a service with the settings of the environment.</summary>
    /// <exception cref="SampleException">A setting is missing.</exception>
    public static IOutreachBuilder AddRealProvider(this IOutreachBuilder builder, string kind) => kind switch
    {
        "sendgrid" => builder.AddSendGrid(Name, static options => (options.ApiKey, options.WebhookVerificationKey, options.BaseAddress) = (Need("OUTREACH_API_KEY"), Find("OUTREACH_WEBHOOK_KEY"), Address())),
        "mailgun" => builder.AddMailgun(Name, static options => (options.ApiKey, options.Domain, options.Region, options.WebhookSigningKey, options.BaseAddress) =
            (Need("OUTREACH_API_KEY"), Need("OUTREACH_DOMAIN"), Find("OUTREACH_REGION") == "eu" ? MailgunRegion.Eu : MailgunRegion.Us, Find("OUTREACH_WEBHOOK_KEY"), Address())),
        "ses" => builder.AddAmazonSes(Name, static options => (options.Region, options.ConfigurationSet, options.BaseAddress, options.Credentials) =
            (Need("OUTREACH_REGION"), Find("OUTREACH_CONFIGURATION_SET"), Address(), Find("OUTREACH_API_KEY") is { } key ? new BasicAWSCredentials(key, Need("OUTREACH_API_SECRET")) : null)),
        "mailchimp" => builder.AddMailchimpTransactional(Name, static options => (options.ApiKey, options.BaseAddress, options.WebhookKey, options.WebhookUrl) =
            (Need("OUTREACH_API_KEY"), Address(), Find("OUTREACH_WEBHOOK_KEY"), Find("OUTREACH_WEBHOOK_KEY") is null ? null : Need("OUTREACH_WEBHOOK_URL"))),
        _ => throw new SampleException($"There is no provider '{kind}'; choose one of {string.Join(", ", Kinds)}."),
    };

    private static string? Find(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static string Need(string variable) => Find(variable) ?? throw new SampleException($"Set the environment variable {variable}.");

    /// <summary>Tests put a server of their own in the service's place.</summary>
    private static Uri? Address() => Find("OUTREACH_PROVIDER_URL") is { } address ? new Uri(address) : null;
}
