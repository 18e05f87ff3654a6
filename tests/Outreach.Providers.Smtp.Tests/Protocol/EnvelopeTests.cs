namespace Outreach.Providers.Smtp.Tests;

public sealed class EnvelopeTests
{
    private static async Task<(HandOverResult Result, string[] Commands)> SendAsync(
        OutgoingEmail mail, Action<SmtpOptions>? configure = null, params string[] extensions)
    {
        await using var server = new RecordingServer(extensions);
        await using var provider = new SmtpProvider("recorder", server.Options(configure));
        var result = await provider.SendAsync(mail, new TestAttempt(), TestContext.Current.CancellationToken);
        return (result, [.. server.Commands]);
    }

    [Fact]
    public async Task Envelope_WithAllExtensions_HasTheirParameters()
    {
        var mail = TestMail.Create("Subject: Ä\r\n\r\n", "a+b=c@sink.test", number: 12);
        mail.Has8BitContent = true;
        mail.RequiresSmtpUtf8 = true;

        var (_, commands) = await SendAsync(mail, o => o.DsnNotify = SmtpDsnNotify.Failure | SmtpDsnNotify.Delay);

        Assert.Contains(
            $"MAIL FROM:<bounces+t@outreach.test> SIZE={mail.Content.Length} BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=0198f6e2000070008000000000000001.12", commands);
        Assert.Contains("RCPT TO:<a+b=c@sink.test> NOTIFY=FAILURE,DELAY ORCPT=rfc822;a+2Bb+3Dc@sink.test", commands);
    }

    [Fact]
    public async Task Envelope_WithoutExtensions_IsBare()
    {
        var (result, commands) = await SendAsync(TestMail.Create(), configure: null, "HELP");

        Assert.True(result.IsAccepted);
        Assert.Equal(["EHLO client.test", "MAIL FROM:<bounces+t@outreach.test>", "RCPT TO:<bob@sink.test>", "DATA"], commands.Take(4));
    }

    [Fact]
    public async Task Envelope_NeverNotifyAndFullReturn_SaysSo()
    {
        var (_, commands) = await SendAsync(TestMail.Create(), o => (o.DsnNotify, o.DsnReturn) = (SmtpDsnNotify.Never, SmtpDsnReturn.Full));

        Assert.Contains(commands, command => command.Contains(" RET=FULL ", StringComparison.Ordinal));
        Assert.Contains(commands, command => command.Contains(" NOTIFY=NEVER ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Envelope_WithInternationalRecipient_NeedsSmtpUtf8()
    {
        var (_, commands) = await SendAsync(TestMail.Create(recipient: "bób+x@sink.test"));

        Assert.Contains(commands, command => command.StartsWith("MAIL", StringComparison.Ordinal) && command.Contains(" SMTPUTF8", StringComparison.Ordinal));
        Assert.Contains("RCPT TO:<bób+x@sink.test> ORCPT=utf-8;bób\\x{2B}x@sink.test", commands);
    }

    [Theory]
    [InlineData(61, true)]
    [InlineData(200, false)]
    public async Task Envelope_WithRecipientTooLongForItsParameter_LeavesTheParameterOut(int signs, bool has)
    {
        var (result, commands) = await SendAsync(TestMail.Create(recipient: new string('+', signs) + "@sink.test"));

        Assert.True(result.IsAccepted, result.Reply?.Text);
        var command = Assert.Single(commands, command => command.StartsWith("RCPT", StringComparison.Ordinal));
        Assert.Equal(has, command.Contains(" ORCPT=rfc822;+2B", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Envelope_WithNullSender_IsEmptyPath()
    {
        var mail = TestMail.Create();
        mail.EnvelopeSender = "";

        var (_, commands) = await SendAsync(mail, configure: null, "HELP");

        Assert.Contains("MAIL FROM:<>", commands);
    }

    [Fact]
    public async Task Send_WhatTheServerCannotTake_IsRefusedWithAReason()
    {
        var utf8 = TestMail.Create();
        utf8.RequiresSmtpUtf8 = true;
        var eightBit = TestMail.Create();
        eightBit.Has8BitContent = true;

        var (first, commands) = await SendAsync(utf8, configure: null, "PIPELINING");
        var (second, _) = await SendAsync(eightBit, configure: null, "PIPELINING");
        var (third, _) = await SendAsync(TestMail.Create(), configure: null, "SIZE 5");

        Assert.Equal((HandOverPhase.NotHandedOver, FailureKind.Permanent), (first.Phase, first.Failure));
        Assert.Contains("SMTPUTF8", first.Reply!.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
        Assert.Contains("8BITMIME", second.Reply!.Text, StringComparison.Ordinal);
        Assert.Equal(FailureKind.RejectedContent, third.Failure);
        Assert.Contains("at most 5", third.Reply!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WithChunking_UsesBdat()
    {
        var (result, commands) = await SendAsync(TestMail.Create("Subject: x\r\n\r\n.\r\n"), o => o.UseChunking = true, "PIPELINING", "CHUNKING");

        Assert.True(result.IsAccepted, result.Reply?.Text);
        Assert.Contains("BDAT 17 LAST", commands);
        Assert.DoesNotContain("DATA", commands);
    }
}
