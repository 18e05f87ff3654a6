namespace Outreach.Providers.Smtp.Tests;

/// <summary>Relays that do not cope with the next envelope behind the end of a message: no message may suffer for it.</summary>
public sealed class EarlyEnvelopeTests(HostileServerTests.SharedCertificate shared) : IClassFixture<HostileServerTests.SharedCertificate>
{
    private const string Hello = "S 220 mx\nC EHLO\nS 250-mx\nS 250 PIPELINING\n";
    private const string Message = "C MAIL\nC RCPT\nC DATA\nR 250 ok\\r\\n250 ok\\r\\n354 go\\r\\n\nbody\nS 250 ok\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("hold")]
    [InlineData("close")]
    [InlineData("C MAIL\nC RCPT\nC DATA\nR 503 5.5.1 bad sequence of commands\\r\\n503 no\\r\\n503 no\\r\\n\nhold")]
    [InlineData("C MAIL\nC RCPT\nC DATA\nR 500 what\\r\\n500 what\\r\\n500 what\\r\\n\nhold")]
    [InlineData("S 554 SMTP synchronization error\nclose")]
    [InlineData("S 421 4.7.0 improper command pipelining\nclose")]
    public async Task Send_WhenAnEarlyEnvelopeIsLost_GoesOutAfreshAndNoMoreAreEarly(string misbehaviour)
    {
        await using var server = new ScriptedServer(
            new ServerScript("early", Hello + Message + misbehaviour, Hello + Message + Message + Message), Pace.Whole, shared.Certificate);
        var lines = new List<SmtpProtocolLine>();
        await using var provider = new SmtpProvider("early", Options(server, lines));

        var first = await SendTwoAsync(provider);
        var second = await SendTwoAsync(provider);

        Assert.All(first.Concat(second), result => Assert.True(result.IsAccepted, result.Reply?.Text));
        Assert.Equal((4, 2), (server.Ends, server.ConnectionsUsed));
        Assert.Equal(1, CountEarly(lines));
        await provider.DisposeAsync();
        Assert.Empty(server.Deviations);
    }

    [Fact]
    public async Task Send_WhenARelayThatCopesClosesBetweenMessages_EnvelopesStayEarly()
    {
        await using var server = new ScriptedServer(
            new ServerScript("early", Hello + Message + Message + Message + "close", Hello + Message + Message + Message), Pace.Whole, shared.Certificate);
        var lines = new List<SmtpProtocolLine>();
        await using var provider = new SmtpProvider("early", Options(server, lines));

        for (var i = 0; i < 3; i++)
        {
            Assert.All(await SendTwoAsync(provider), result => Assert.True(result.IsAccepted, result.Reply?.Text));
        }

        Assert.Equal((6, 2), (server.Ends, server.ConnectionsUsed));
        Assert.Equal(3, CountEarly(lines));
    }

    private static SmtpOptions Options(ScriptedServer server, List<SmtpProtocolLine> lines)
    {
        var options = new SmtpOptions
        {
            Host = "127.0.0.1",
            Port = server.Port,
            Security = SmtpSecurity.None,
            LocalName = "client.test",
            MaxConnections = 1,
            SendNextEnvelopeEarly = true,
            OnProtocolLine = lines.Add,
        };
        options.Timeouts.Command = TimeSpan.FromSeconds(5);
        return options;
    }

    /// <summary>Sends two messages of which the second waits for the connection of the first.</summary>
    private static async Task<HandOverResult[]> SendTwoAsync(SmtpProvider provider)
    {
        var secondWaits = new TaskCompletionSource();
        var first = provider.SendAsync(TestMail.Create(), new TestAttempt(before: _ => new ValueTask(secondWaits.Task)), Token);
        var second = provider.SendAsync(TestMail.Create(), new TestAttempt(), Token);
        secondWaits.SetResult();
        return await Task.WhenAll(first, second);
    }

    private static int CountEarly(List<SmtpProtocolLine> lines) =>
        lines.Zip(lines.Skip(1)).Count(pair => pair.First.Text == "[end of the message]" && pair.Second.FromClient && pair.Second.Text.StartsWith("MAIL", StringComparison.Ordinal));
}
