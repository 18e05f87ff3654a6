using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Providers.Mailgun;

namespace Outreach.EndToEnd.Tests.Guides;

/// <summary>The examples of docs/guides/providers.md; a test of the architecture compares the two, and the tests beside this run them.</summary>
internal static class ProvidersGuide
{
    public static void AddSmtp(IServiceCollection services) =>
        services.AddOutreach().UseInMemoryStore()
            .AddSmtp("primary", smtp => smtp.Host = "smtp.example.com");

    public static void AddDirectSmtp(IServiceCollection services) =>
        services.AddOutreach().UseInMemoryStore()
            .AddDns().AddDirectSmtp("direct", smtp => smtp.LocalName = "mail.example.com");

    public static void AddSendGrid(IServiceCollection services, Func<string, string> secret) =>
        services.AddOutreach().UseInMemoryStore()
            .AddSendGrid("primary", sendGrid =>
            {
                sendGrid.ApiKey = secret("sendgrid-api-key");
                sendGrid.WebhookVerificationKey = secret("sendgrid-webhook-key");
            });

    public static void AddMailgun(IServiceCollection services, Func<string, string> secret) =>
        services.AddOutreach().UseInMemoryStore()
            .AddMailgun("primary", mailgun =>
            {
                mailgun.ApiKey = secret("mailgun-api-key");
                mailgun.Domain = "mg.example.com";
                mailgun.Region = MailgunRegion.Eu;
                mailgun.WebhookSigningKey = secret("mailgun-signing-key");
            });

    public static void AddAmazonSes(IServiceCollection services) =>
        services.AddOutreach().UseInMemoryStore()
            .AddAmazonSes("primary", ses =>
            {
                ses.Region = "eu-west-1";
                ses.ConfigurationSet = "outreach";
                ses.TopicArns.Add("arn:aws:sns:eu-west-1:123456789012:ses-events");
            });

    public static void GiveCredentials(IOutreachBuilder builder, Func<string, string> secret) =>
        builder
            .AddAmazonSes("primary", ses => ses.Credentials = new BasicAWSCredentials(secret("aws-key-id"), secret("aws-secret-key")));

    public static void AddMailchimp(IServiceCollection services, Func<string, string> secret) =>
        services.AddOutreach().UseInMemoryStore()
            .AddMailchimpTransactional("primary", mailchimp =>
            {
                mailchimp.ApiKey = secret("mailchimp-api-key");
                mailchimp.WebhookUrl = "https://app.example.com/hooks/mailchimp";
                mailchimp.WebhookKey = secret("mailchimp-webhook-key");
            });

    public static void AddGmail(IServiceCollection services, Func<string, string> secret) =>
        services.AddOutreach().UseInMemoryStore()
            .AddGmail("primary", gmail =>
            {
                gmail.ClientId = secret("google-client-id");
                gmail.ClientSecret = secret("google-client-secret");
                gmail.RefreshToken = secret("google-refresh-token");
            });

    public static void AddTelegram(IServiceCollection services, Func<string, string> secret) =>
        services.AddOutreach().UseInMemoryStore()
            .AddTelegram("primary", telegram =>
            {
                telegram.Token = secret("telegram-token");
                telegram.WebhookSecret = secret("telegram-webhook-secret");
            });

    public static void AddGateway(IServiceCollection services, Func<string, string> secret) =>
        services.AddOutreach().UseInMemoryStore()
            .AddMessagingGateway("primary", gateway =>
            {
                gateway.BaseAddress = new Uri("https://messaging.example.com");
                gateway.ApiKey = secret("gateway-api-key");
                gateway.KeyLifetime = TimeSpan.FromHours(24);
            });

    /// <returns>The status of the HTTP answer.</returns>
    public static async Task<int> ReceiveAsync(IServiceProvider services, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var webhook = services.GetRequiredKeyedService<IProviderWebhook>("primary");
        var reading = await webhook.ReadAsync(new WebhookRequest { Headers = headers, Body = body }, cancellationToken);
        if (reading.IsSuccess)
        {
            await services.GetRequiredService<IProviderEventHandler>().HandleAsync("primary", reading.Events, cancellationToken);
            return 200;
        }

        return reading.Verdict == WebhookVerdict.Malformed ? 400 : 403;
    }

    public static async Task CheckAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        var request = new ProviderCheckRequest { SenderAddress = "ann@example.com", WebhookUrl = new Uri("https://app.example.com/hooks") };
        var check = services.GetRequiredKeyedService<IProviderCheck>("primary");
        foreach (var finding in await check.CheckAsync(request, cancellationToken))
        {
            await output.WriteLineAsync($"{finding.Status} {finding.Name}: {finding.Message}");
        }
    }

    public static void UseProxy(IServiceCollection services) =>
        services.AddHttpClient("Outreach.SendGrid:primary")
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { Proxy = new System.Net.WebProxy("http://proxy.example.com:3128"), AllowAutoRedirect = false });
}
