using Outreach.TestServers;

namespace Outreach.Providers.Smtp.Tests;

/// <summary>Against Postfix's smtp-sink.</summary>
public sealed class SmtpSinkTests
{
    private static SmtpOptions Options(SmtpSink sink) => new() { Host = "127.0.0.1", Port = sink.Port, Security = SmtpSecurity.None };

    [Fact]
    public async Task Send_ToSink_IsAcceptedOnceWithItsContent()
    {
        await using var sink = await SmtpSink.StartAsync(keepMessages: true);
        await using var provider = new SmtpProvider("sink", Options(sink));
        var attempt = new TestAttempt();

        var result = await provider.SendAsync(TestMail.Create("Subject: x\r\n\r\n.dot\r\n..\r\nend"), attempt);

        Assert.True(result.IsAccepted, result.Reply?.Text);
        Assert.Equal(250, result.Reply!.Code);
        Assert.Equal(1, attempt.Asked);
        var message = Assert.Single(sink.ReadMessages());
        Assert.EndsWith("\n.dot\n..\nend\n", message.TrimEnd('\n').ReplaceLineEndings("\n") + "\n", StringComparison.Ordinal);
        Assert.Contains("ENVID=0198f6e2000070008000000000000001.1", message, StringComparison.Ordinal);
        Assert.Contains("ORCPT=rfc822;bob@sink.test", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(IntentVerdict.Suppressed)]
    [InlineData(IntentVerdict.NotRecorded)]
    public async Task Send_WhenTheIntentIsDenied_DeliversNothing(IntentVerdict verdict)
    {
        await using var sink = await SmtpSink.StartAsync(keepMessages: true);
        await using var provider = new SmtpProvider("sink", Options(sink));

        foreach (var size in (int[])[10, 200_000])
        {
            var result = await provider.SendAsync(TestMail.Create("Subject: x\r\n\r\n" + new string('x', size)), new TestAttempt(verdict));
            Assert.Equal(HandOverPhase.NotHandedOver, result.Phase);
            Assert.Equal(verdict, result.Denied);
            Assert.Null(result.Failure);
        }

        var after = await provider.SendAsync(TestMail.Create("Subject: after\r\n\r\n"), new TestAttempt());
        Assert.True(after.IsAccepted);
        Assert.Contains("Subject: after", Assert.Single(sink.ReadMessages()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_ManyAtOnce_AllArriveOnce(bool early)
    {
        await using var sink = await SmtpSink.StartAsync(keepMessages: true);
        var options = Options(sink);
        options.MaxConnections = 4;
        options.MaxMessagesPerConnection = 7;
        options.SendNextEnvelopeEarly = early;
        await using var provider = new SmtpProvider("sink", options);

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            provider.SendAsync(TestMail.Create($"Subject: number {i}.\r\n\r\nbody\r\n", $"r{i}@sink.test"), new TestAttempt())));

        Assert.All(results, result => Assert.True(result.IsAccepted, result.Reply?.Text));
        var messages = sink.ReadMessages();
        Assert.Equal(100, messages.Count);
        for (var i = 0; i < 100; i++)
        {
            var message = Assert.Single(messages, text => text.Contains($"Subject: number {i}.", StringComparison.Ordinal));
            Assert.Contains($"r{i}@sink.test", message, StringComparison.Ordinal);
        }
    }
}
