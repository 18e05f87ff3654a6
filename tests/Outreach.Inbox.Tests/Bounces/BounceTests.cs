using Outreach.TestServers;
using Outreach.Tracking;

namespace Outreach.Inbox.Tests;

public sealed class BounceTests
{
    [Fact]
    public void Read_StandardBounceToOurBounceAddress_IsVerifiedAndHard()
    {
        var mail = Some.Read(Report($"bounces+{Some.Token(TokenPurpose.Bounce)}@example.org", "failed", "5.1.1", "smtp; 550 5.1.1 No such user here"));
        Assert.Equal((InboundMailKind.Bounce, true), (mail.Kind, mail.IsVerified));
        Assert.Equal(Some.Attempt, Assert.Single(mail.Tokens).Attempt);
        Assert.Equal("<step-1@example.org>", mail.ReturnedMessageId);
        var recipient = Assert.Single(mail.Delivery!.Recipients);
        Assert.Equal(("ada@example.com", "5.1.1", 550, true), (recipient.Address, recipient.Status, recipient.ReplyCode, recipient.IsHard));
        Assert.Equal("550 5.1.1 No such user here", recipient.Diagnostic);
        Assert.Equal(("mx.example.com", true, true), (mail.Delivery.ReportingServer, mail.Delivery.IsHard, mail.Delivery.IsStandard));
    }

    [Fact]
    public void Read_TokenOnlyInTheReturnedMessage_IsVerified()
    {
        var returned = $"List-Unsubscribe: <mailto:u+{Some.Token(TokenPurpose.Unsubscribe)}@example.org>";
        var mail = Some.Read(Report("bounces@example.org", "failed", "5.2.2", "smtp; 552 5.2.2 Mailbox full", returned));
        Assert.True(mail.IsVerified);
        Assert.Equal(TokenSource.ReturnedMessage, Assert.Single(mail.Tokens).Source);
        Assert.False(mail.Delivery!.IsHard);
    }

    [Fact]
    public void Read_TokenInTheEnvelopeId_IsVerified()
    {
        var mail = Some.Read(Report("bounces@example.org", "failed", "5.0.0", "smtp; 550 no", envelopeId: Some.Token(TokenPurpose.Bounce)));
        Assert.Equal((true, TokenSource.Report), (mail.IsVerified, mail.Tokens[0].Source));
    }

    [Fact]
    public void Read_ForgedBounce_IsReportedButNotVerified()
    {
        var stranger = new TokenProtector(TokenKeyRing.Generate());
        foreach (var to in new[] { "bounces@example.org", $"bounces+{Some.Token(TokenPurpose.Bounce, stranger)}@example.org" })
        {
            var mail = Some.Read(Report(to, "failed", "5.1.1", "smtp; 550 5.1.1 user unknown"));
            Assert.Equal((InboundMailKind.Bounce, false), (mail.Kind, mail.IsVerified));
            Assert.Empty(mail.Tokens);
        }
    }

    [Fact]
    public void Read_TokenWithOneBitFlipped_IsNotVerified()
    {
        var token = Some.Token(TokenPurpose.Bounce);
        for (var i = 0; i < token.Length; i++)
        {
            var forged = token[..i] + (token[i] == 'a' ? 'b' : 'a') + token[(i + 1)..];
            Assert.False(Some.Read(Report($"bounces+{forged}@example.org", "failed", "5.1.1", "smtp; 550")).IsVerified);
        }
    }

    [Fact]
    public void Read_EveryBounceOfTheCorpus_IsNotVerified()
    {
        using var cases = ConformanceCorpus.Json("bounces", "cases.json");
        foreach (var test in cases.RootElement.EnumerateArray())
        {
            Assert.False(Some.Reader.Read(File.ReadAllBytes(ConformanceCorpus.PathOf("bounces", test.GetProperty("file").GetString()!))).IsVerified);
        }
    }

    [Theory]
    [InlineData("delayed", "4.4.1", InboundMailKind.Delay)]
    [InlineData("delivered", "2.0.0", InboundMailKind.DeliveryReceipt)]
    [InlineData("relayed", "2.0.0", InboundMailKind.DeliveryReceipt)]
    [InlineData("failed", "4.4.7", InboundMailKind.Bounce)]
    [InlineData("", "4.4.1", InboundMailKind.Delay)]
    [InlineData("nonsense", "5.0.0", InboundMailKind.Bounce)]
    public void Read_Action_DecidesTheKind(string action, string status, InboundMailKind kind) =>
        Assert.Equal(kind, Some.Read(Report("b@example.org", action, status, "smtp; x")).Kind);

    [Theory]
    [InlineData("5.1.1", "smtp; 550 5.1.1 user unknown", BounceReason.UnknownAddress)]
    [InlineData("5.1.2", "smtp; 550 Host unknown", BounceReason.UnknownDomain)]
    [InlineData("5.1.6", "smtp; 551 not our user", BounceReason.Moved)]
    [InlineData("5.1.10", "smtp; 556 5.1.10 null MX", BounceReason.NoMailAccepted)]
    [InlineData("5.1.1", "smtp; 552 mailbox is full", BounceReason.Full)]
    [InlineData("5.7.1", "smtp; 550 5.7.1 blocked using zen.spamhaus.org", BounceReason.Policy)]
    [InlineData("5.7.26", "smtp; 550 5.7.26 DMARC policy", BounceReason.Policy)]
    [InlineData("5.6.0", "smtp; 554 looks like spam", BounceReason.Content)]
    [InlineData("5.3.4", "smtp; 552 message too large", BounceReason.TooLarge)]
    [InlineData("4.7.0", "smtp; 421 rate limit exceeded", BounceReason.Throttled)]
    [InlineData("4.4.1", "smtp; connection timed out", BounceReason.Network)]
    [InlineData("5.0.0", "smtp; 550 user unknown (in reply to end of DATA command)", BounceReason.Unknown)]
    [InlineData("5.0.0", "smtp; 550 unknown user (in reply to RCPT TO command)", BounceReason.UnknownAddress)]
    [InlineData("5.1.0", "smtp; 553 sender does not exist (in reply to MAIL FROM command)", BounceReason.Policy)]
    public void Read_StatusAndWords_GiveTheReason(string status, string diagnostic, BounceReason reason) =>
        Assert.Equal(reason, Some.Read(Report("b@example.org", "failed", status, diagnostic)).Delivery!.Recipients[0].Reason);

    [Fact]
    public void Read_TextBounceWithCopyOfTheMessage_FindsRecipientTokenAndId()
    {
        var mail = Some.Read($"""
            Return-Path: <>
            From: MAILER-DAEMON@mx.example.com
            To: bob@example.org
            Subject: failure notice

            Hi. This is the mail system at mx.example.com.
            I wasn't able to deliver your message to the following addresses.

            <ada@example.com>:
            192.0.2.5 does not like recipient.
            Remote host said: 550 5.1.1 user unknown
            Giving up on 192.0.2.5.

            --- Below this line is a copy of the message.

            Return-Path: <bounces+{Some.Token(TokenPurpose.Bounce)}@example.org>
            Message-ID: <step-1@example.org>
            Subject: Our offer
            To: ada@example.com

            Hello
            """);
        Assert.Equal((InboundMailKind.Bounce, true), (mail.Kind, mail.IsVerified));
        Assert.Equal("<step-1@example.org>", mail.ReturnedMessageId);
        Assert.Equal("Our offer", mail.Delivery!.ReturnedSubject);
        var recipient = Assert.Single(mail.Delivery.Recipients);
        Assert.Equal(("ada@example.com", "5.1.1", 550, true), (recipient.Address, recipient.Status, recipient.ReplyCode, recipient.IsHard));
    }

    [Fact]
    public void Read_PersonWhoForwardsABounce_IsAHumanReply()
    {
        var mail = Some.Read($"""
            From: ada@example.com
            To: bob@example.org
            Subject: Fwd: Undelivered Mail Returned to Sender
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=outer

            --outer

            Look what I got.
            --outer
            Content-Type: message/rfc822

            {Report("x@example.com", "failed", "5.1.1", "smtp; 550")}
            --outer--
            """);
        Assert.Equal(InboundMailKind.HumanReply, mail.Kind);
    }

    private static string Report(
        string to, string action, string status, string diagnostic, string returned = "X-Nothing: here", string envelopeId = "none") => $"""
        Return-Path: <>
        From: Mail Delivery System <MAILER-DAEMON@mx.example.com>
        To: {to}
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

        --b1
        Content-Type: text/plain

        This is the mail system at host mx.example.com.
        --b1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.com
        Original-Envelope-Id: {envelopeId}

        Final-Recipient: rfc822; ada@example.com
        Action: {action}
        Status: {status}
        Diagnostic-Code: {diagnostic}

        --b1
        Content-Type: text/rfc822-headers

        {returned}
        Message-ID: <step-1@example.org>
        Subject: Our offer
        To: ada@example.com

        --b1--
        """;
}
