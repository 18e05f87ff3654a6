using System.Text;

namespace Outreach.Mime.Tests.Composition;

public sealed class PreparedMessageTests
{
    [Fact]
    public void Write_OfTextAndHtml_GivesExactlyTheseBytes()
    {
        var prepared = PreparedMessage.Create(new MessageBlueprint
        {
            Id = "template-1/version-3",
            From = Mailbox.Parse("Acme GmbH <sales@example.com>"),
            Bodies = BodyFormats.Text | BodyFormats.Html,
            ReplyTo = [EmailAddress.Parse("replies@example.com")],
            FeedbackId = "c1:acme:outreach:example",
            Headers = [CustomHeader.Create("X-Campaign", "c1")],
        });
        var message = Samples.Text(Samples.Compose(prepared, new MessageValues
        {
            To = new Mailbox("Jürgen Groß", EmailAddress.Parse("juergen@example.org")),
            MessageId = Samples.Id,
            Date = Samples.Date,
            Subject = "Grüße – eine Frage"u8,
            Text = "Hallo Jürgen,\nwie geht's?\n"u8,
            Html = "<p class=\"a\">Hello</p>\r\n"u8,
            InReplyTo = MessageId.Create("c1.p2.s2", "mail.example.com"),
            ListUnsubscribe = new ListUnsubscribe("https://example.com/u/abc", "mailto:u@example.com?subject=abc"),
        }));

        Assert.Equal(
            """
            Date: Sat, 21 Nov 2026 01:55:19 +0200
            From: Acme GmbH <sales@example.com>
            Reply-To: replies@example.com
            Feedback-ID: c1:acme:outreach:example
            X-Campaign: c1
            MIME-Version: 1.0
            To: =?utf-8?B?SsO8cmdlbiBHcm/Dnw==?= <juergen@example.org>
            Subject: =?utf-8?B?R3LDvMOfZSDigJM=?= eine Frage
            Message-ID: <c1.p2.s3@mail.example.com>
            In-Reply-To: <c1.p2.s2@mail.example.com>
            References: <c1.p2.s2@mail.example.com>
            List-Unsubscribe: <https://example.com/u/abc>,
             <mailto:u@example.com?subject=abc>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            Content-Type: multipart/alternative;
             boundary="=_2D598C81CA79A0FE.a"

            --=_2D598C81CA79A0FE.a
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Hallo J=C3=BCrgen,
            wie geht's?

            --=_2D598C81CA79A0FE.a
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: 7bit

            <p class="a">Hello</p>

            --=_2D598C81CA79A0FE.a--

            """.ReplaceLineEndings("\r\n"),
            message);
    }

    [Fact]
    public void WithHeader_ChangesTheAuthorAndTheCopies_AndNothingElse()
    {
        var blueprint = Blueprint("Acme <sales@example.com>", "boss@example.com");
        var other = Blueprint("Zoë <zoe@example.com>", "second@example.com");

        var shared = Samples.Text(Compose(PreparedMessage.Create(blueprint).WithHeader(other)));

        Assert.Equal(Samples.Text(Compose(PreparedMessage.Create(other))), shared);
        Assert.Contains("Cc: second@example.com\r\n", shared, StringComparison.Ordinal);
        Assert.Contains("cGRm", shared, StringComparison.Ordinal);
    }

    [Fact]
    public void WithHeader_OfABlueprintWithoutAnAuthor_IsRefused()
    {
        var prepared = PreparedMessage.Create(Samples.Blueprint(BodyFormats.Text));

        Assert.Throws<ArgumentException>(() => prepared.WithHeader(new MessageBlueprint { Id = "x", From = default, Bodies = BodyFormats.Text }));
        Assert.Throws<ArgumentException>(() => prepared.WithHeader(Blueprint("Acme <sales@example.com>", null)));
    }

    private static MessageBlueprint Blueprint(string from, string? cc) => new()
    {
        Id = "template-1/version-3",
        From = Mailbox.Parse(from),
        Cc = [cc is null ? default : Mailbox.Parse(cc)],
        Bodies = BodyFormats.Text | BodyFormats.Html,
        Attachments = [new Attachment("offer.pdf", "application/pdf", "pdf"u8.ToArray())],
    };

    private static byte[] Compose(PreparedMessage prepared) => Samples.Compose(prepared, new MessageValues
    {
        To = EmailAddress.Parse("juergen@example.org"),
        MessageId = Samples.Id,
        Date = Samples.Date,
        Subject = "Hi"u8,
        Text = "Hi"u8,
        Html = "<p>Hi</p>"u8,
    });
}
