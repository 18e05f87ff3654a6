using System.Globalization;
using Outreach.TestServers;

namespace Outreach.EndToEnd.Tests.ConsoleSample;

/// <summary>send --provider direct: to the mail server that DNS names.</summary>
public sealed class DirectSendTests
{
    [Fact]
    public async Task Send_Direct_GoesToTheMailExchangerOfTheRecipient()
    {
        await using var sink = await SmtpSink.StartAsync(keepMessages: true);
        await using var dns = await DnsServer.StartAsync(new Dictionary<string, string>
        {
            ["shop.test"] = "@ IN MX 10 away\n@ IN MX 20 mx\naway IN A 127.0.0.99\nmx IN A 127.0.0.1",
            ["closed.test"] = "@ IN MX 0 .",
        });

        (await RunAsync(sink, dns, "bob@shop.test")).AssertSuccess();
        var refused = await RunAsync(sink, dns, "bob@closed.test");

        Assert.Contains("To: bob@shop.test", Assert.Single(sink.ReadMessages()), StringComparison.Ordinal);
        refused.AssertFailure(5, "closed.test says that it takes no mail");
    }

    private static async Task<SampleResult> RunAsync(SmtpSink sink, DnsServer dns, string to)
    {
        using var sample = SampleProcess.Start(null, ["send", "--provider", "direct", "--from", "ann@shop.test", "--to", to], new Dictionary<string, string>
        {
            ["OUTREACH_LOCAL_NAME"] = "client.shop.test",
            ["OUTREACH_DNS"] = $"127.0.0.1:{dns.Port}",
            ["OUTREACH_SMTP_PORT"] = sink.Port.ToString(CultureInfo.InvariantCulture),
            ["OUTREACH_PRIVATE_NETWORK"] = "yes",
        });
        return await sample.WaitAsync();
    }
}
