using Outreach.Tracking;

namespace Outreach.Inbox.Tests;

public sealed class InboundMailReaderTests
{
    private const string Letter = """
        From: Ada Lovelace <ada@example.com>
        To: Bob <bob@example.org>
        Subject: AW: Re: Our offer
        Date: Mon, 2 Mar 2026 10:00:00 +0100
        Message-ID: <reply-1@example.com>
        In-Reply-To: <step-1@example.org>
        References: <first@example.org> <step-1@example.org>
        Content-Type: text/plain; charset=utf-8

        Sounds good, call me on Tuesday.

        -- 
        Ada

        Am 1.3.2026 um 09:00 schrieb Bob <bob@example.org>:
        > Hello Ada, unsubscribe here: https://example.org/u
        """;

    [Fact]
    public void Read_HumanReply_GivesTheKeysAndTheNewText()
    {
        var mail = Some.Read(Letter);
        Assert.Equal(InboundMailKind.HumanReply, mail.Kind);
        Assert.False(mail.IsVerified);
        Assert.Equal(["<step-1@example.org>", "<first@example.org>"], mail.ReferencedMessageIds);
        Assert.Equal("<reply-1@example.com>", mail.MessageId);
        Assert.Equal(("ada@example.com", "Ada Lovelace"), (mail.Sender, mail.SenderName));
        Assert.Equal(("AW: Re: Our offer", "Our offer"), (mail.Subject, mail.ThreadSubject));
        Assert.Equal("Sounds good, call me on Tuesday.", mail.NewText);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(1)), mail.Date);
    }

    [Fact]
    public void Read_SameMailTwice_HasTheSameFingerprint()
    {
        Assert.Equal(Some.Read(Letter).Fingerprint, Some.Read("Received: from elsewhere\n" + Letter).Fingerprint);
        Assert.NotEqual(Some.Read(Letter).Fingerprint, Some.Read(Letter.Replace("reply-1", "reply-2", StringComparison.Ordinal)).Fingerprint);
        Assert.NotEqual(Some.Read("a: b\n\nx").Fingerprint, Some.Read("a: b\n\ny").Fingerprint);
    }

    [Fact]
    public void Read_ReplyToOurReplyAddress_IsVerified()
    {
        var mail = Some.Read(Letter.Replace("bob@example.org>\nSubject", $"bob+{Some.Token(TokenPurpose.Reply)}@example.org>\nSubject", StringComparison.Ordinal));
        Assert.True(mail.IsVerified);
        Assert.Equal([new InboundToken(Some.Attempt, TokenPurpose.Reply, TokenSource.Recipient)], mail.Tokens);
    }

    [Fact]
    public void Read_EnvelopeRecipientWithToken_IsFoundWhateverTheHeaderSays()
    {
        var envelope = new InboundEnvelope { Recipients = [$"bounces+{Some.Token(TokenPurpose.Bounce).ToUpperInvariant()}@EXAMPLE.ORG"] };
        Assert.Equal(Some.Attempt, Assert.Single(Some.Read(Letter, envelope).Tokens).Attempt);
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied")]
    [InlineData("Auto-Submitted: auto-generated; owner-email=\"x@example.com\"")]
    [InlineData("X-Autoreply: yes")]
    [InlineData("X-Autorespond: whatever")]
    [InlineData("Precedence: auto_reply")]
    [InlineData("Precedence: bulk")]
    [InlineData("Return-Path: <>")]
    [InlineData("X-POST-MessageClass: 9; Autoresponder")]
    public void Read_AutomaticHeader_IsNoHumanReply(string header) =>
        Assert.Equal(InboundMailKind.AutomaticReply, Some.Read(header + "\n" + Letter).Kind);

    [Fact]
    public void Read_AutoSubmittedNo_IsAHumanReply() => Assert.Equal(InboundMailKind.HumanReply, Some.Read("Auto-Submitted: no\n" + Letter).Kind);

    [Theory]
    [InlineData("Automatic reply: Our offer", false)]
    [InlineData("Out of Office: Our offer", true)]
    [InlineData("Abwesenheitsnotiz: Our offer", true)]
    [InlineData("=?utf-8?Q?R=C3=A9ponse_automatique_:_Our_offer?=", false)]
    public void Read_AutomaticSubject_IsNoHumanReply(string subject, bool away)
    {
        var mail = Some.Read(Letter.Replace("AW: Re: Our offer", subject, StringComparison.Ordinal));
        Assert.Equal((InboundMailKind.AutomaticReply, away), (mail.Kind, mail.IsOutOfOffice));
    }

    [Fact]
    public void Read_NullEnvelopeSender_IsAutomatic()
    {
        Assert.Equal(InboundMailKind.AutomaticReply, Some.Read(Letter, new InboundEnvelope { Sender = "" }).Kind);
        Assert.Equal(InboundMailKind.HumanReply, Some.Read(Letter, new InboundEnvelope { Sender = "ada@example.com" }).Kind);
    }

    [Theory]
    [InlineData("List-Id: <news.example.com>")]
    [InlineData("List-Unsubscribe: <mailto:u@example.com>")]
    public void Read_ListMail_IsOther(string header) => Assert.Equal(InboundMailKind.Other, Some.Read(header + "\n" + Letter).Kind);

    [Fact]
    public void Read_MailToTheUnsubscribeAddress_IsAVerifiedRequestEvenIfAutomatic()
    {
        var mail = Some.Read($"""
            From: ada@example.com
            To: unsubscribe+{Some.Token(TokenPurpose.Unsubscribe)}@example.org
            Auto-Submitted: auto-generated
            Subject:

            """);
        Assert.Equal(InboundMailKind.UnsubscribeRequest, mail.Kind);
        Assert.True(mail.IsVerified);
        Assert.Equal(Some.Attempt, Assert.Single(mail.Tokens).Attempt);
    }

    [Theory]
    [InlineData(TokenPurpose.Bounce)]
    [InlineData(TokenPurpose.Reply)]
    public void Read_TokenOfAnotherPurposeAtTheUnsubscribeAddress_IsNoRequest(TokenPurpose purpose)
    {
        var mail = Some.Read($"From: ada@example.com\nTo: unsubscribe+{Some.Token(purpose)}@example.org\nSubject: hello\n\nhello\n");
        Assert.NotEqual(InboundMailKind.UnsubscribeRequest, mail.Kind);
    }

    [Theory]
    [InlineData("unsubscribe", "")]
    [InlineData("Re: Our offer", "Please unsubscribe me from this list.")]
    [InlineData("Re: Our offer", "STOP!")]
    [InlineData("Re: Our offer", "Bitte abmelden, danke.")]
    [InlineData("Re: Our offer", "Hi,\ntake me off your list\nAda")]
    public void Read_WishInWords_IsARequestThatIsNotVerified(string subject, string text)
    {
        var mail = Some.Read($"From: ada@example.com\nTo: bob@example.org\nIn-Reply-To: <1@example.org>\nSubject: {subject}\n\n{text}\n");
        Assert.Equal((InboundMailKind.UnsubscribeRequest, false), (mail.Kind, mail.IsVerified));
        Assert.Equal(["<1@example.org>"], mail.ReferencedMessageIds);
    }

    [Theory]
    [InlineData("Great. Does your tool have an unsubscribe link?")]
    [InlineData("Please stop by on Monday.")]
    [InlineData("We would like to remove the old system first.")]
    public void Read_WordWithoutTheWish_IsAReply(string text) =>
        Assert.Equal(InboundMailKind.HumanReply, Some.Read($"From: ada@example.com\nSubject: Re: Our offer\n\n{text}\n").Kind);

    [Fact]
    public void Read_HtmlOnlyReply_GivesItsText()
    {
        var mail = Some.Read("""
            From: ada@example.com
            Subject: Re: Our offer
            Content-Type: text/html; charset=utf-8

            <html><head><style>p { color: red }</style></head><body><p>Yes &amp; thanks</p><!-- no --><p>On 1 March 2026 Bob &lt;bob@example.org&gt; wrote:</p>
            <blockquote>Hello</blockquote></body></html>
            """);
        Assert.Equal("Yes & thanks", mail.NewText);
    }

    [Fact]
    public void Read_Nothing_IsOther()
    {
        var mail = Some.Reader.Read(ReadOnlyMemory<byte>.Empty);
        Assert.Equal(InboundMailKind.Other, mail.Kind);
        Assert.Null(mail.Sender);
        Assert.Null(mail.MessageId);
    }

    [Fact]
    public void Read_ManyCandidates_ChecksABoundedNumberOfTokens()
    {
        var counting = new CountingProtector();
        var text = string.Join(' ', Enumerable.Range(0, 2_000).Select(static i => new string((char)('a' + (i % 26)), ITokenProtector.TokenLength)));
        new InboundMailReader(counting).Read(System.Text.Encoding.ASCII.GetBytes($"To: {text}\nFrom: mailer-daemon@example.com\nSubject: Undelivered mail\n\n{text}"));
        Assert.InRange(counting.Calls, 1, 64 * Enum.GetValues<TokenPurpose>().Length);
    }

    private sealed class CountingProtector : ITokenProtector
    {
        internal int Calls { get; private set; }

        public void Protect(AttemptId attempt, TokenPurpose purpose, Span<char> destination) => throw new NotSupportedException();

        public void Protect(AttemptId attempt, TokenPurpose purpose, ReadOnlySpan<byte> bound, Span<char> destination) => throw new NotSupportedException();

        public bool TryUnprotect(ReadOnlySpan<char> token, TokenPurpose purpose, ReadOnlySpan<byte> bound, out AttemptId attempt) =>
            throw new NotSupportedException();

        public bool TryUnprotect(ReadOnlySpan<char> token, TokenPurpose purpose, out AttemptId attempt)
        {
            Calls++;
            attempt = default;
            return false;
        }
    }
}
