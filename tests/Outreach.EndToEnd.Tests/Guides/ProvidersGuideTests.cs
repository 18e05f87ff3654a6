using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Outreach.EndToEnd.Tests.ConsoleSample;
using Outreach.Providers.AmazonSes;
using Outreach.Providers.Gmail;
using Outreach.Providers.MailchimpTransactional;
using Outreach.Providers.Mailgun;
using Outreach.Providers.SendGrid;
using Outreach.Providers.Smtp;
using Outreach.Providers.Telegram;

namespace Outreach.EndToEnd.Tests.Guides;

public sealed class ProvidersGuideTests
{
    [Fact]
    public async Task Registrations_GiveTheProviders()
    {
        Assert.IsType<SmtpProvider>(await ProviderOfAsync(ProvidersGuide.AddSmtp));
        Assert.IsType<SmtpProvider>(await ProviderOfAsync(ProvidersGuide.AddDirectSmtp, "direct"));
        Assert.IsType<SendGridProvider>(await ProviderOfAsync(static services => ProvidersGuide.AddSendGrid(services, Secret)));
        Assert.IsType<MailgunProvider>(await ProviderOfAsync(static services => ProvidersGuide.AddMailgun(services, Secret)));
        Assert.IsType<AmazonSesProvider>(await ProviderOfAsync(static services =>
        {
            ProvidersGuide.AddAmazonSes(services);
            ProvidersGuide.GiveCredentials(services.AddOutreach(), Secret);
        }));
        Assert.IsType<MailchimpTransactionalProvider>(await ProviderOfAsync(static services => ProvidersGuide.AddMailchimp(services, Secret)));
        Assert.IsType<GmailProvider>(await ProviderOfAsync(static services => ProvidersGuide.AddGmail(services, Secret)));
        Assert.IsType<TelegramProvider>(await ProviderOfAsync(static services => ProvidersGuide.AddTelegram(services, Secret)));
        Assert.IsType<IKeyedProvider>(await ProviderOfAsync(static services => ProvidersGuide.AddGateway(services, Secret)), exactMatch: false);
    }

    [Fact]
    public async Task Webhook_AnswersByWhatItRead()
    {
        await using var services = Build(static services => ProvidersGuide.AddMailchimp(services, Secret));
        var signed = new Dictionary<string, string> { ["X-Mandrill-Signature"] = "AAAA" };

        Assert.Equal(403, await ProvidersGuide.ReceiveAsync(services, signed, Encoding.ASCII.GetBytes("mandrill_events=[]"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Check_WritesTheFindings()
    {
        await using var account = new ServiceAccount();
        await using var services = Build(services =>
        {
            ProvidersGuide.AddSendGrid(services, static name => ServiceAccount.WebhookKey);
            services.AddOutreach().AddSendGrid("primary", options => options.BaseAddress = account.Address);
        });
        using var output = new StringWriter();

        await ProvidersGuide.CheckAsync(services, output, TestContext.Current.CancellationToken);

        Assert.Contains("Passed credentials: The API key may send mail.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Passed signature:", output.ToString(), StringComparison.Ordinal);
    }

    private static string Secret(string name) => name switch
    {
        "sendgrid-webhook-key" => ServiceAccount.WebhookKey,
        "telegram-token" => "123456:secret",
        _ => name,
    };

    private static async Task<IMessageProvider> ProviderOfAsync(Action<IServiceCollection> add, string name = "primary")
    {
        await using var services = Build(add);
        return services.GetRequiredKeyedService<IMessageProvider>(name);
    }

    private static ServiceProvider Build(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        add(services);
        return services.BuildServiceProvider();
    }
}
