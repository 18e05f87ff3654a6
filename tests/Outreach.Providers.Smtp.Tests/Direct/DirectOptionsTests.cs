using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Outreach.Providers.Smtp.Tests;

public sealed class DirectOptionsTests
{
    [Fact]
    public async Task AddDirectSmtp_WithDns_IsOneLine()
    {
        await using var services = Build(builder => builder.AddDns().AddDirectSmtp("direct", smtp => smtp.LocalName = "mail.example.com"));

        Assert.IsType<SmtpProvider>(services.GetRequiredKeyedService<IMessageProvider>("direct"));
        var options = services.GetRequiredService<IOptionsMonitor<SmtpOptions>>().Get("direct");
        Assert.Equal((25, SmtpSecurity.Opportunistic, 64, false), (options.Port, options.Security, options.MaxConnections, options.Direct!.AllowPrivateAddresses));
    }

    [Theory]
    [InlineData("dns", "call AddDns() of the package Outreach.Dns")]
    [InlineData("name", "SmtpOptions.LocalName is missing")]
    [InlineData("host", "SmtpOptions.Host and Direct are both set")]
    [InlineData("password", "SmtpOptions.Direct takes no credentials")]
    [InlineData("endless", "SmtpOptions.MaxMessagesPerConnection must be at least 1")]
    [InlineData("hosts", "MaxHosts must be between 1 and 20")]
    [InlineData("backoff", "SmtpDirectOptions.HostBackOff must be a time from 0 to 1 hour")]
    public void Resolve_WithMistake_SaysWhatToDo(string mistake, string sentence)
    {
        using var services = Build(builder => (mistake == "dns" ? builder : builder.AddDns()).AddDirectSmtp("direct", smtp => Make(mistake, smtp)));

        var exception = Assert.Throws<OptionsValidationException>(() => services.GetRequiredKeyedService<IMessageProvider>("direct"));

        Assert.Contains(sentence, exception.Message, StringComparison.Ordinal);
    }

    private static void Make(string mistake, SmtpOptions smtp)
    {
        smtp.LocalName = mistake == "name" ? null : "mail.example.com";
        smtp.Host = mistake == "host" ? "smtp.example.com" : "";
        smtp.UserName = smtp.Password = mistake == "password" ? "canary" : null;
        smtp.MaxMessagesPerConnection = mistake == "endless" ? 0 : 100;
        smtp.Direct!.MaxHosts = mistake == "hosts" ? 0 : 5;
        smtp.Direct.HostBackOff = TimeSpan.FromHours(mistake == "backoff" ? 2 : 1);
    }

    private static ServiceProvider Build(Action<IOutreachBuilder> configure)
    {
        var builder = new Builder();
        configure(builder);
        return builder.Services.BuildServiceProvider();
    }

    private sealed class Builder : IOutreachBuilder
    {
        public IServiceCollection Services { get; } = new ServiceCollection();
    }
}
