using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Providers.Gmail;
using Outreach.Providers.Mailgun;

namespace Outreach.Samples;

/// <summary>The email services that a host may use. Whichever it is, it is one line; everything else stays as it is.</summary>
internal static class RealProvider
{
    public const string Name = "real";

    public static readonly IReadOnlyList<string> Kinds = ["sendgrid", "mailgun", "ses", "mailchimp", "gmail", "telegram", "gateway"];

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
        "gmail" => builder.AddGmail(Name, SetGmail),
        "telegram" => builder.AddTelegram(Name, static options => (options.Token, options.WebhookSecret, options.BaseAddress) = (Need("OUTREACH_API_KEY"), Find("OUTREACH_WEBHOOK_KEY"), Address())),
        "gateway" => builder.AddMessagingGateway(Name, static options => (options.ApiKey, options.BaseAddress) = (Find("OUTREACH_API_KEY"), new Uri(Need("OUTREACH_PROVIDER_URL")))),
        _ => throw new SampleException($"There is no provider '{kind}'; choose one of {string.Join(", ", Kinds)}."),
    };

    /// <summary>Either a service account that acts for a user, or a user who agreed.</summary>
    private static void SetGmail(GmailOptions options)
    {
        (options.ReadMailbox, options.BaseAddress, options.TokenAddress) = (true, Address(), Address("OUTREACH_TOKEN_URL"));
        if (Find("OUTREACH_GOOGLE_KEY_FILE") is { } file)
        {
            (options.ServiceAccountJson, options.User) = (File.ReadAllText(file), Need("OUTREACH_GOOGLE_USER"));
        }
        else
        {
            (options.ClientId, options.ClientSecret, options.RefreshToken) = (Need("OUTREACH_GOOGLE_CLIENT_ID"), Need("OUTREACH_GOOGLE_CLIENT_SECRET"), Need("OUTREACH_GOOGLE_REFRESH_TOKEN"));
        }
    }

    private static string? Find(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static string Need(string variable) => Find(variable) ?? throw new SampleException($"Set the environment variable {variable}.");

    /// <summary>Tests put a server of their own in the service's place.</summary>
    private static Uri? Address(string variable = "OUTREACH_PROVIDER_URL") => Find(variable) is { } address ? new Uri(address) : null;
}
