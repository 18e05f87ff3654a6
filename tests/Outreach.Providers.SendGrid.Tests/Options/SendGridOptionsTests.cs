using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Outreach.Providers.SendGrid.Tests;

public sealed class SendGridOptionsTests
{
    [Fact]
    public void Options_WithEverythingWrong_SayWhatToDo()
    {
        var services = new ServiceCollection();
        services.AddOutreach().AddSendGrid("primary", static options =>
        {
            options.BaseAddress = new Uri("http://api.example.com");
            options.AnswerTimeout = TimeSpan.FromHours(1);
            options.WebhookVerificationKey = "AAAA";
        });
        using var provider = services.BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredKeyedService<IMessageProvider>("primary"));

        Assert.Contains("SendGridOptions.ApiKey is missing", exception.Message, StringComparison.Ordinal);
        Assert.Contains("must be an https address", exception.Message, StringComparison.Ordinal);
        Assert.Contains("AnswerTimeout must be 0.1 seconds to 5 minutes", exception.Message, StringComparison.Ordinal);
        Assert.Contains("no ECDSA P-256 public key", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_HaveDocumentedDefaults()
    {
        var options = new SendGridOptions();

        Assert.Equal((SendGridRegion.Global, false, null, false), (options.Region, options.SandboxMode, options.UnsubscribeGroupId, options.UseEmailActivity));
        Assert.Equal("https://api.sendgrid.com/", options.Address.ToString());
        Assert.Equal("https://api.eu.sendgrid.com/", new SendGridOptions { Region = SendGridRegion.Eu }.Address.ToString());
        Assert.Equal((TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(100), TimeSpan.FromMinutes(2), 32, 65_536), (options.ConnectTimeout, options.RequestTimeout, options.AnswerTimeout, options.MaxConnections, options.MaxAnswerBytes));
    }
}
