using Outreach.Dns;
using Outreach.TestServers;

namespace Outreach.Providers.Smtp.Tests;

/// <summary>Direct delivery to a real Postfix that BIND names as the mail exchanger.</summary>
public sealed class DirectPostfixTests(MailServers servers) : IClassFixture<MailServers>
{
    [Fact]
    public async Task Send_ByMxRecords_IsDeliveredByTheExchangerThatAnswers()
    {
        await using var dns = await DnsServer.StartAsync(new Dictionary<string, string>
        {
            ["outreach.test"] = "@ IN MX 10 away\n@ IN MX 20 mail\naway IN A 127.0.0.99\nmail IN A 127.0.0.1\n",
            ["closed.test"] = "@ IN MX 0 .",
            ["broken.test"] = "this is no zone",
        });
        var lines = new List<SmtpProtocolLine>();
        await using var provider = Provider(dns, lines);
        var id = Guid.NewGuid().ToString("N");

        var result = await provider.SendAsync(TestMail.Create($"Subject: {id}\r\nFrom: alice@outreach.test\r\n\r\nHello\r\n", "bob@outreach.test"), new TestAttempt());
        var unknown = await provider.SendAsync(TestMail.Create(recipient: "nobody@outreach.test"), new TestAttempt());
        var closed = await provider.SendAsync(TestMail.Create(recipient: "bob@closed.test"), new TestAttempt());
        var missing = await provider.SendAsync(TestMail.Create(recipient: "bob@missing.test"), new TestAttempt());
        var broken = await provider.SendAsync(TestMail.Create(recipient: "bob@broken.test"), new TestAttempt());

        Assert.True(result.IsAccepted, result.Reply?.Text);
        var message = await servers.Postfix.WaitForMessageAsync("bob", id);
        Assert.Contains("from client.outreach.test", message, StringComparison.Ordinal);

        // Its certificate is its own, and nobody minds.
        Assert.Contains("using TLSv1.3", message, StringComparison.Ordinal);
        Assert.Equal((HandOverPhase.Answered, FailureKind.RejectedRecipient, 550), (unknown.Phase, unknown.Failure!.Value, unknown.Reply!.Code));
        Assert.Equal((HandOverPhase.NotHandedOver, FailureKind.RejectedRecipient, "5.1.10"), (closed.Phase, closed.Failure!.Value, closed.Reply!.EnhancedCode));
        Assert.Equal((HandOverPhase.NotHandedOver, FailureKind.RejectedRecipient, "5.1.2"), (missing.Phase, missing.Failure!.Value, missing.Reply!.EnhancedCode));
        Assert.Equal((HandOverPhase.NotHandedOver, FailureKind.Transient, "4.4.3"), (broken.Phase, broken.Failure!.Value, broken.Reply!.EnhancedCode));
        Assert.Single(lines, line => line is { FromClient: false } && line.Text.StartsWith("220 mail.outreach.test", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_VerifiedTls_NeedsACertificateForTheExchanger()
    {
        await using var dns = await DnsServer.StartAsync(new Dictionary<string, string>
        {
            ["outreach.test"] = "@ IN MX 10 mail\nmail IN A 127.0.0.1\nother IN A 127.0.0.1\nwrong IN MX 10 other\n",
        });
        await using var provider = Provider(dns, [], options =>
        {
            options.Security = SmtpSecurity.StartTls;
            options.TrustedRoots = [servers.Certificate];
        });

        var good = await provider.SendAsync(TestMail.Create(recipient: "bob@outreach.test"), new TestAttempt());
        var wrong = await provider.SendAsync(TestMail.Create(recipient: "bob@wrong.outreach.test"), new TestAttempt());

        Assert.True(good.IsAccepted, good.Reply?.Text);
        Assert.Equal((HandOverPhase.NotHandedOver, FailureKind.Transient), (wrong.Phase, wrong.Failure!.Value));
        Assert.Contains("not for other.outreach.test", wrong.Reply!.Text, StringComparison.Ordinal);
    }

    private SmtpProvider Provider(DnsServer dns, List<SmtpProtocolLine> lines, Action<SmtpOptions>? configure = null)
    {
        var options = new SmtpOptions
        {
            Port = servers.Postfix.SmtpPort,
            Security = SmtpSecurity.Opportunistic,
            LocalName = "client.outreach.test",
            Direct = new SmtpDirectOptions { AllowPrivateAddresses = true },
            OnProtocolLine = lines.Add,
        };
        configure?.Invoke(options);
        return new SmtpProvider("direct", options, exchangers: new MailExchangerResolver(new DnsResolver(new DnsResolverOptions { Servers = [dns.EndPoint] })));
    }
}
