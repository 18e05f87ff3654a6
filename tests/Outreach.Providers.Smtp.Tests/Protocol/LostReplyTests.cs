using Outreach.TestServers;

namespace Outreach.Providers.Smtp.Tests;

/// <summary>The answer to the end of the message is lost at each of its octets: the message is in doubt, and never sent again.</summary>
public sealed class LostReplyTests
{
    private const string Reply = "250-2.0.0 first\r\n250 2.0.0 Ok: queued as X1\r\n";

    [Theory]
    [InlineData("close", false, false)]
    [InlineData("reset", false, false)]
    [InlineData("close", true, false)]
    [InlineData("reset", true, false)]
    [InlineData("close", false, true)]
    [InlineData("reset", false, true)]
    public async Task Send_WhenTheAnswerIsCutAnywhere_IsInDoubt(string way, bool chunking, bool tls)
    {
        using var certificate = TestCertificate.Create();
        var transaction = chunking
            ? "S 250-mx\nS 250 CHUNKING\nC MAIL\nS 250 ok\nC RCPT\nS 250 ok\nbdat\n"
            : "S 250-mx\nS 250 HELP\nC MAIL\nS 250 ok\nC RCPT\nS 250 ok\nC DATA\nS 354 go\nbody\n";
        for (var length = 0; length < Reply.Length; length++)
        {
            var said = Reply[..length].Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            var connection = "S 220 mx\nC EHLO\n" + transaction + (length == 0 ? "" : $"R {said}\n") + way;
            await using var server = new ScriptedServer(new ServerScript("cut", connection, connection) { ImplicitTls = tls }, Pace.Whole, certificate);
            var options = new SmtpOptions
            {
                Host = "127.0.0.1",
                Port = server.Port,
                Security = tls ? SmtpSecurity.ImplicitTls : SmtpSecurity.None,
                TrustedRoots = [certificate],
                LocalName = "client.test",
                UseChunking = chunking,
            };
            await using var provider = new SmtpProvider("cut", options);
            var attempt = new TestAttempt();

            var result = await provider.SendAsync(TestMail.Create(), attempt, TestContext.Current.CancellationToken);

            Assert.Equal((HandOverPhase.HandedOver, null), (result.Phase, result.Failure));
            Assert.False(result.IsAccepted);
            Assert.Contains("answer was lost", result.Reply!.Text, StringComparison.Ordinal);
            Assert.Equal((1, 1, 1), (attempt.Asked, server.Ends, server.ConnectionsUsed));
        }
    }
}
