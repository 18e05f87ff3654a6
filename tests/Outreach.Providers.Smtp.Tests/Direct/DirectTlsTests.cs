namespace Outreach.Providers.Smtp.Tests;

/// <summary>TLS with mail exchangers: as good as it gets, or as good as their domain asks for.</summary>
public sealed class DirectTlsTests
{
    private static readonly string[] WithTls = ["PIPELINING", "STARTTLS"];

    [Fact]
    public async Task Send_TlsFails_GoesWithoutToTheSameHost()
    {
        await using var lab = new DirectLab();
        var server = lab.AddServer("127.0.0.2", 10, WithTls);

        var result = await lab.SendAsync();

        Assert.True(result.IsAccepted, result.Reply?.Text);
        Assert.Equal((1, 2), (server.Messages.Count, server.Clients.Count));
        Assert.Single(server.Commands, "STARTTLS");
    }

    [Fact]
    public async Task Send_StartTlsIsRefused_GoesOnWithout()
    {
        await using var lab = new DirectLab();
        var server = lab.AddServer("127.0.0.2", 10, WithTls);
        server.Refuse = command => command == "STARTTLS" ? "454 4.7.0 not now" : null;

        var result = await lab.SendAsync();

        Assert.True(result.IsAccepted, result.Reply?.Text);
        Assert.Single(server.Clients);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_TlsIsRequired_NothingGoesWithout(bool offersTls)
    {
        await using var lab = new DirectLab();
        var server = offersTls ? lab.AddServer("127.0.0.2", 10, WithTls) : lab.AddServer("127.0.0.2", 10);
        lab.Options.Security = SmtpSecurity.StartTls;

        var result = await lab.SendAsync();

        Assert.Equal((HandOverPhase.NotHandedOver, FailureKind.Transient), (result.Phase, result.Failure!.Value));
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_PolicyIsEnforced_NothingGoesWithoutTls()
    {
        await using var lab = new DirectLab();
        var server = lab.AddServer("127.0.0.2", 10, WithTls);
        lab.Policies = new Policy("mx2.sink.test");

        var result = await lab.SendAsync();

        Assert.Equal((HandOverPhase.NotHandedOver, FailureKind.Transient), (result.Phase, result.Failure!.Value));
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_PolicyDoesNotNameTheHost_IsPutOff()
    {
        await using var lab = new DirectLab();
        var server = lab.AddServer("127.0.0.2", 10, WithTls);
        lab.Policies = new Policy("elsewhere.test");

        var result = await lab.SendAsync();

        Assert.Equal((FailureKind.Transient, "4.7.0"), (result.Failure!.Value, result.Reply!.EnhancedCode));
        Assert.Contains("MTA-STS", result.Reply.Text, StringComparison.Ordinal);
        Assert.Empty(server.Clients);
    }

    private sealed class Policy(string host) : IMailTransportPolicySource, IMailTransportPolicy
    {
        public ValueTask<IMailTransportPolicy?> FindAsync(string domain, CancellationToken cancellationToken = default) => ValueTask.FromResult<IMailTransportPolicy?>(this);

        public bool Allows(string name) => name == host;
    }
}
