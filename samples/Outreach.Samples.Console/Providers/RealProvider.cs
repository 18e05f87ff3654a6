using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Dns;
using Outreach.Providers.AmazonSes;
using Outreach.Providers.Gateway;
using Outreach.Providers.Gmail;
using Outreach.Providers.Http;
using Outreach.Providers.MailchimpTransactional;
using Outreach.Providers.Mailgun;
using Outreach.Providers.SendGrid;
using Outreach.Providers.Smtp;
using Outreach.Providers.Telegram;

namespace Outreach.Samples;

/// <summary>The services that a host may use, with settings from the environment. Whichever it is, it is one line; everything else stays as it is.</summary>
internal static class RealProvider
{
    public const string Name = "real";

    /// <summary>No service: the message goes to the recipient's own mail server.</summary>
    public const string Direct = "direct";

    public static readonly IReadOnlyList<string> EmailKinds = ["sendgrid", "mailgun", "ses", "mailchimp", "gmail"];

    public static readonly IReadOnlyList<string> Kinds = [.. EmailKinds, "telegram", "gateway"];

    /// <summary>Adds a service.</summary>
    /// <exception cref="SampleException">There is no such service, or a setting is missing.</exception>
    public static IOutreachBuilder AddRealProvider(this IOutreachBuilder builder, string kind) => kind switch
    {
        "sendgrid" => builder.AddSendGrid(Name, Configure),
        "mailgun" => builder.AddMailgun(Name, Configure),
        "ses" => builder.AddAmazonSes(Name, Configure),
        "mailchimp" => builder.AddMailchimpTransactional(Name, Configure),
        "gmail" => builder.AddGmail(Name, Configure),
        "telegram" => builder.AddTelegram(Name, Configure),
        Direct => builder.AddDns(Configure).AddDirectSmtp(Name, Configure),
        "gateway" => builder.AddMessagingGateway(Name, Configure),
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

    /// <summary>Either a service account that acts for a user, or a user who agreed.</summary>
    private static void Configure(GmailOptions options)
    {
        SetAddress(options);
        options.TokenAddress = Find("OUTREACH_TOKEN_URL") is { } address ? new Uri(address) : null;
        options.ReadMailbox = true;
        if (Find("OUTREACH_GOOGLE_KEY_FILE") is { } file)
        {
            (options.ServiceAccountJson, options.User) = (File.ReadAllText(file), Need("OUTREACH_GOOGLE_USER"));
        }
        else
        {
            options.ClientId = Need("OUTREACH_GOOGLE_CLIENT_ID");
            options.ClientSecret = Need("OUTREACH_GOOGLE_CLIENT_SECRET");
            options.RefreshToken = Need("OUTREACH_GOOGLE_REFRESH_TOKEN");
        }
    }

    private static void Configure(TelegramOptions options)
    {
        SetAddress(options);
        options.Token = Need("OUTREACH_API_KEY");
        options.WebhookSecret = Find("OUTREACH_TELEGRAM_SECRET");
    }

    private static void Configure(GatewayOptions options)
    {
        options.BaseAddress = new Uri(Need("OUTREACH_PROVIDER_URL"));
        options.ApiKey = Find("OUTREACH_API_KEY");
    }

    private static void Configure(SmtpOptions options)
    {
        options.LocalName = Need("OUTREACH_LOCAL_NAME");
        options.LocalAddress = Find("OUTREACH_LOCAL_ADDRESS") is { } address ? IPAddress.Parse(address) : null;
        options.Port = Find("OUTREACH_SMTP_PORT") is { } port ? int.Parse(port, CultureInfo.InvariantCulture) : options.Port;
        options.Direct!.AllowPrivateAddresses = Find("OUTREACH_PRIVATE_NETWORK") is not null;
    }

    private static void Configure(DnsResolverOptions options)
    {
        if (Find("OUTREACH_DNS") is { } server)
        {
            options.Servers.Add(IPEndPoint.Parse(server));
        }
    }

    /// <summary>A proxy, or a server of one's own in the service's place.</summary>
    private static void SetAddress(HttpProviderOptions options) =>
        options.BaseAddress = Find("OUTREACH_PROVIDER_URL") is { } address ? new Uri(address) : null;

    private static string? Find(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static string Need(string variable) => Find(variable) ?? throw new SampleException($"Set the environment variable {variable}.");
}
