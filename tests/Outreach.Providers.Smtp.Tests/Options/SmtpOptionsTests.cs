using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Outreach.Providers.Smtp.Tests;

public sealed class SmtpOptionsTests
{
    [Fact]
    public void Defaults_AreSafe()
    {
        var options = new SmtpOptions();

        Assert.Equal((465, SmtpSecurity.ImplicitTls, false), (options.Port, options.Security, options.AllowPlainTextAuthentication));
        Assert.Equal((8, 100, TimeSpan.FromSeconds(30)), (options.MaxConnections, options.MaxMessagesPerConnection, options.IdleTimeout));
        Assert.Equal((true, false, false, true), (options.UsePipelining, options.SendNextEnvelopeEarly, options.UseChunking, options.UseDsn));
        Assert.Equal((SmtpDsnReturn.Headers, SmtpDsnNotify.ServerDefault), (options.DsnReturn, options.DsnNotify));
        Assert.Null(options.TrustedRoots);
        Assert.False(options.CheckCertificateRevocation);
        var t = options.Timeouts;
        Assert.Equal(
            [30, 60, 300, 300, 300, 120, 180, 600],
            ((TimeSpan[])[t.Connect, t.Handshake, t.Greeting, t.Command, t.Recipient, t.DataStart, t.DataBlock, t.DataEnd]).Select(one => one.TotalSeconds));
    }

    [Theory]
    [InlineData("smtp.example.com", SmtpSecurity.ImplicitTls, true)]
    [InlineData("smtp.example.com", SmtpSecurity.StartTls, true)]
    [InlineData("smtp.example.com", SmtpSecurity.None, false)]
    [InlineData("127.0.0.1", SmtpSecurity.None, null)]
    [InlineData("::1", SmtpSecurity.None, null)]
    [InlineData("LOCALHOST", SmtpSecurity.None, null)]
    public async Task Provider_TellsWhetherItsConnectionsAreEncrypted(string host, SmtpSecurity security, bool? isEncrypted)
    {
        await using var provider = new SmtpProvider("relay", new SmtpOptions { Host = host, Security = security });

        Assert.Equal(isEncrypted, provider.IsEncrypted);
    }

    [Fact]
    public void ToString_NeverHasThePassword()
    {
        var options = new SmtpOptions { Host = "smtp.example.com", UserName = "alice", Password = "canary" };

        Assert.Equal("smtp.example.com:465 (ImplicitTls)", options.ToString());
    }

    public static TheoryData<string, string> Mistakes() => new()
    {
        { "host", "SmtpOptions.Host is missing: set it to the name of your mail relay, for example smtp.example.com." },
        { "scheme", "SmtpOptions.Host is neither a host name nor an address: give the name alone, without a scheme, port or spaces." },
        { "port", "The field primary.Port must be between 1 and 65535." },
        { "connections", "The field primary.MaxConnections must be between 1 and 1024." },
        { "idle", "IdleTimeout must be a time from 0.1 seconds to 1 hour." },
        { "end", "DataEnd must be a time from 0.1 seconds to 1 hour." },
        { "local", "SmtpOptions.LocalName must be a domain such as mail.example.com or an address literal such as [192.0.2.1]." },
        { "family", "SmtpOptions.LocalAddress is an IPv6 address, but SmtpOptions.Host is an IPv4 address." },
        { "user", "SmtpOptions.UserName is missing: it is needed together with Password or TokenProvider." },
        { "password", "SmtpOptions.UserName is set: set Password or TokenProvider as well." },
        { "control", "SmtpOptions.UserName and Password must not have control characters." },
        { "clear", "SmtpOptions.Security is None, so credentials would go over the network in clear text: use ImplicitTls or StartTls, or set AllowPlainTextAuthentication if the network is protected by other means." },
        { "never", "SmtpOptions.DsnNotify: Never cannot be combined with other values." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Resolve_WithMistake_SaysWhatToDo(string mistake, string sentence)
    {
        using var services = Build(options => Make(mistake, options));

        var exception = Assert.Throws<OptionsValidationException>(() => services.GetRequiredKeyedService<IMessageProvider>("primary"));

        Assert.Contains(sentence, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_WithMistake_Fails()
    {
        using var services = Build(options => options.Host = "");

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
    }

    [Fact]
    public async Task AddSmtp_TwiceWithOneName_IsOneProviderWithBothSettings()
    {
        var builder = new Builder();
        builder.AddSmtp("primary", options => options.Host = "smtp.example.com").AddSmtp("primary", options => options.Port = 2525)
            .AddSmtp("second", options => options.Host = "other.example.com");
        await using var services = builder.Services.BuildServiceProvider();

        var primary = Assert.Single(services.GetKeyedServices<IMessageProvider>("primary"));
        Assert.NotSame(primary, Assert.Single(services.GetKeyedServices<IMessageProvider>("second")));
        Assert.Same(primary, services.GetRequiredKeyedService<IMessageProvider>("primary"));
        Assert.Equal(Channel.Email, primary.Channel);
        var options = services.GetRequiredService<IOptionsMonitor<SmtpOptions>>().Get("primary");
        Assert.Equal(("smtp.example.com", 2525), (options.Host, options.Port));
        Assert.Equal(3, services.GetServices<IValidateOptions<SmtpOptions>>().Count(one => one.GetType().Namespace == "Outreach.Providers.Smtp"));
    }

    private static void Make(string mistake, SmtpOptions options)
    {
        switch (mistake)
        {
            case "host": options.Host = ""; break;
            case "scheme": options.Host = "smtp://example.com"; break;
            case "port": options.Port = 0; break;
            case "connections": options.MaxConnections = 0; break;
            case "idle": options.IdleTimeout = TimeSpan.Zero; break;
            case "end": options.Timeouts.DataEnd = TimeSpan.FromHours(2); break;
            case "local": options.LocalName = "a b"; break;
            case "family": (options.Host, options.LocalAddress) = ("192.0.2.1", IPAddress.IPv6Loopback); break;
            case "user": options.Password = "canary"; break;
            case "password": options.UserName = "alice"; break;
            case "control": (options.UserName, options.Password) = ("alice", "canary\r\n"); break;
            case "clear": (options.Security, options.UserName, options.Password) = (SmtpSecurity.None, "alice", "canary"); break;
            case "never": options.DsnNotify = SmtpDsnNotify.Never | SmtpDsnNotify.Delay; break;
        }
    }

    private static ServiceProvider Build(Action<SmtpOptions> configure)
    {
        var builder = new Builder();
        builder.AddSmtp("primary", options =>
        {
            options.Host = "smtp.example.com";
            configure(options);
        });
        return builder.Services.BuildServiceProvider();
    }

    private sealed class Builder : IOutreachBuilder
    {
        public IServiceCollection Services { get; } = new ServiceCollection();
    }
}
