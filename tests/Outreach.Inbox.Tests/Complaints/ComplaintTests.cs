namespace Outreach.Inbox.Tests;

public sealed class ComplaintTests
{
    [Fact]
    public void Read_ComplaintWithOurMessage_IsVerifiedByItsToken()
    {
        var mail = Some.Read(Report($"List-Unsubscribe: <https://example.org/u/{Some.Token(TokenPurpose.Unsubscribe)}>"));
        Assert.Equal((InboundMailKind.Complaint, true), (mail.Kind, mail.IsVerified));
        Assert.Equal("<step-1@example.org>", mail.ReturnedMessageId);
        Assert.Equal(["ada@example.com"], mail.Feedback!.Recipients);
        Assert.Equal(("abuse", "192.0.2.1"), (mail.Feedback.FeedbackType, mail.Feedback.SourceIp));
    }

    [Fact]
    public void Read_ComplaintWithoutToken_IsNotVerified() => Assert.False(Some.Read(Report("X-Nothing: here")).IsVerified);

    [Theory]
    [InlineData("auth-failure")]
    [InlineData("not-spam")]
    public void Read_ReportThatComplainsAboutNothing_IsOther(string type)
    {
        var mail = Some.Read(Report("X-Nothing: here", type));
        Assert.Equal(InboundMailKind.Other, mail.Kind);
        Assert.Equal(type, mail.Feedback!.FeedbackType);
    }

    private static string Report(string returned, string type = "abuse") => $"""
        From: <abusedesk@example.com>
        Subject: FW: Our offer
        To: <fbl@example.org>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="b1"

        --b1
        Content-Type: text/plain

        This is an email abuse report.
        --b1
        Content-Type: message/feedback-report

        Feedback-Type: {type}
        User-Agent: SomeGenerator/1.0
        Version: 1
        Original-Rcpt-To: <ada@example.com>
        Source-IP: 192.0.2.1

        --b1
        Content-Type: message/rfc822

        {returned}
        Message-ID: <step-1@example.org>
        From: bob@example.org
        To: undisclosed
        Subject: Our offer

        Hello
        --b1--
        """;
}
