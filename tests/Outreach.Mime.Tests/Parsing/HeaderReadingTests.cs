using System.Text;

namespace Outreach.Mime.Tests;

public sealed class HeaderReadingTests
{
    // RFC 2047 §8.
    [Theory]
    [InlineData("=?US-ASCII?Q?Keith_Moore?=", "Keith Moore")]
    [InlineData("=?ISO-8859-1?Q?Keld_J=F8rn_Simonsen?=", "Keld Jørn Simonsen")]
    [InlineData("=?ISO-8859-1?Q?Andr=E9?= Pirard", "André Pirard")]
    [InlineData("=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?= =?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=", "If you can read this you understand the example.")]
    [InlineData("=?ISO-8859-1?Q?Patrik_F=E4ltstr=F6m?=", "Patrik Fältström")]
    [InlineData("=?iso-8859-8?b?7eXs+SDv4SDp7Oj08A==?=", "םולש ןב ילטפנ")]
    [InlineData("(=?ISO-8859-1?Q?a?=)", "(a)")]
    [InlineData("(=?ISO-8859-1?Q?a?= b)", "(a b)")]
    [InlineData("(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)", "(ab)")]
    [InlineData("(=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=)", "(ab)")]
    [InlineData("(=?ISO-8859-1?Q?a_b?=)", "(a b)")]
    [InlineData("(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)", "(a b)")]
    // RFC 2231 §5.
    [InlineData("=?US-ASCII*EN?Q?Keith_Moore?=", "Keith Moore")]
    // As it is met.
    [InlineData("=?utf-8?Q?=E4=BD?= =?utf-8?Q?=A0?=", "你")]
    [InlineData("=?utf-8?B?4pyT?= a =?utf-8?q?b?=", "✓ a b")]
    [InlineData("a=?utf-8?q?b?=c", "abc")]
    [InlineData("=?utf-8?q?a b?=", "a b")]
    [InlineData("=?utf-8?q?a?==?utf-8?q?b?=", "ab")]
    [InlineData("=?utf8?q?=C3=A4?=", "ä")]
    [InlineData("=?x-unknown?q?=C3=A4?=", "ä")]
    [InlineData("=?x-unknown?q?=E4?=", "ä")]
    [InlineData("=?iso-8859-1?q?=80?=", "€")]
    [InlineData("=?utf-8?q?=0D=0ABcc:_x=00?=", "  Bcc: x ")]
    [InlineData("=?utf-8?x?abc?=", "=?utf-8?x?abc?=")]
    [InlineData("=?utf-8?q?abc", "=?utf-8?q?abc")]
    [InlineData("=?a b?q?abc?=", "=?a b?q?abc?=")]
    [InlineData("=??q?abc?=", "=??q?abc?=")]
    [InlineData("1=?2?=3", "1=?2?=3")]
    [InlineData("=?utf-8?q??=", "")]
    public void Value_WithEncodedWords_IsDecoded(string raw, string value) => Assert.Equal(value, Header("Subject", raw).Value);

    [Theory]
    [InlineData("  a \r\n b  ", "a  b")]
    [InlineData("a\r\n\tb", "a b")]
    [InlineData("a\r\n   b\r\n  \r\n c", "a b c")]
    [InlineData("a\0b", "a b")]
    [InlineData("a  b", "a  b")]
    [InlineData("", "")]
    public void RawText_OfAFoldedField_IsUnfolded(string raw, string text) => Assert.Equal(text, Header("X", raw).RawText);

    [Fact]
    public void RawText_OfBytesThatAreNotAscii_IsUtf8OrGuessed()
    {
        Assert.Equal("Grüße", Raw("Grüße"u8).RawText);
        Assert.Equal("Grüße", Raw([0x47, 0x72, 0xFC, 0xDF, 0x65]).RawText);
        Assert.Equal("日本", Raw([0x1B, (byte)'$', (byte)'B', 0x46, 0x7C, 0x4B, 0x5C, 0x1B, (byte)'(', (byte)'B']).RawText);
    }

    // RFC 2231 §3, §4, §4.1.
    [Theory]
    [InlineData("message/external-body; access-type=URL; URL*0=\"ftp://\"; URL*1=\"cs.utk.edu/pub/moore/bulk-mailer/bulk-mailer.tar\"", "url", "ftp://cs.utk.edu/pub/moore/bulk-mailer/bulk-mailer.tar")]
    [InlineData("application/x-stuff; title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A", "title", "This is ***fun***")]
    [InlineData("application/x-stuff; title*0*=us-ascii'en'This%20is%20even%20more%20; title*1*=%2A%2A%2Afun%2A%2A%2A%20; title*2=\"isn't it!\"", "title", "This is even more ***fun*** isn't it!")]
    // RFC 2045 §5.1.
    [InlineData("text/plain; charset=us-ascii (Plain text)", "charset", "us-ascii")]
    [InlineData("text/plain; charset=\"us-ascii\"", "charset", "us-ascii")]
    // As it is met.
    [InlineData("a/b; name=report (1).pdf", "name", "report (1).pdf")]
    [InlineData("a/b; name=report(1).pdf", "name", "report(1).pdf")]
    [InlineData("a/b; name=\"a;b\\\"c\"", "name", "a;b\"c")]
    [InlineData("a/b; NAME = x", "name", "x")]
    [InlineData("a/b; name=\"never closed", "name", "never closed")]
    [InlineData("a/b; name*1=b; name*0=a; name*3=d", "name", "ab")]
    [InlineData("a/b; name=old; name*=utf-8''n%C3%A4w", "name", "näw")]
    [InlineData("a/b; name*=utf-8''a%0D%0Ab", "name", "a  b")]
    [InlineData("a/b; name=1; name=2", "name", "1")]
    [InlineData("a/b;;; name=x;", "name", "x")]
    [InlineData("a/b; flag; name=x", "name", "x")]
    [InlineData("a/b", "name", null)]
    public void Parameter_ByItsName_IsDecoded(string text, string name, string? value) => Assert.Equal(value, ParameterizedHeader.Parse(text)[name]);

    [Theory]
    [InlineData("TEXT/Plain (comment (nested)) ; x=y", "text/plain")]
    [InlineData("(comment) text/plain", "text/plain")]
    [InlineData("Attachment", "attachment")]
    [InlineData("", "")]
    public void Value_OfAParameterizedHeader_IsLowerCaseWithoutComments(string text, string value) => Assert.Equal(value, ParameterizedHeader.Parse(text).Value);

    // RFC 5322 §3.3, §4.3, appendix A.
    [Theory]
    [InlineData("Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T09:55:06-06:00")]
    [InlineData("21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06+00:00")]
    [InlineData("Thu,\r\n      13\r\n        Feb\r\n          1969\r\n      23:32\r\n               -0330 (Newfoundland Time)", "1969-02-13T23:32:00-03:30")]
    [InlineData("Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", null)]
    [InlineData("Mon, 5 May 03 10:11:12 EST", "2003-05-05T10:11:12-05:00")]
    [InlineData("Mon, 5 May 103 10:11 PDT", "2003-05-05T10:11:00-07:00")]
    [InlineData("Sat Nov 21 10:00:00 2026", "2026-11-21T10:00:00+00:00")]
    [InlineData("Sat Nov 21 10:00:00 PST 2026", "2026-11-21T10:00:00-08:00")]
    [InlineData("21-Nov-2026 10:00:00+0100", "2026-11-21T10:00:00+01:00")]
    [InlineData("Sat, 21 November 2026 10:00:00.123 +0100", "2026-11-21T10:00:00+01:00")]
    [InlineData("Sat, 31 Dec 2016 23:59:60 +0000", "2017-01-01T00:00:00+00:00")]
    [InlineData("Sat, 21 Nov 2026 10:00:00 +9999", "2026-11-21T10:00:00+00:00")]
    [InlineData("Sat, 21 Nov 2026 10:00:00 XYZ", "2026-11-21T10:00:00+00:00")]
    [InlineData("30 Feb 2026 10:00:00 +0000", null)]
    [InlineData("21 Nov 2026 25:00:00 +0000", null)]
    [InlineData("yesterday", null)]
    [InlineData("", null)]
    public void Date_InAnyForm_IsRead(string text, string? expected)
    {
        var date = MimeParser.Parse(Encoding.ASCII.GetBytes($"Date: {text}\r\n\r\n")).Date;
        Assert.Equal(expected, date?.ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("<a@b> <c@d>", "a@b c@d")]
    [InlineData("<a@b><c@d>", "a@b c@d")]
    [InlineData("<a@\r\n b>", "a@b")]
    [InlineData("a@b", "a@b")]
    [InlineData("Your message of Monday a@b", "a@b")]
    [InlineData("<a@b", "a@b")]
    [InlineData("<<a@b>>", "a@b")]
    [InlineData("<>", "")]
    [InlineData("no ids here", "")]
    public void References_InAnyForm_AreRead(string text, string ids) =>
        Assert.Equal(ids, string.Join(' ', MimeParser.Parse(Encoding.ASCII.GetBytes($"References: {text}\r\n\r\n")).References));

    [Fact]
    public void Addresses_WithEncodedNames_AreDecodedAfterTheyAreSplit()
    {
        var message = MimeParser.Parse(Encoding.UTF8.GetBytes(
            "From: =?utf-8?q?Lee=2C_Ann?= <ann@example.com>, \"=?utf-8?q?B=C3=B6b?=\" <bob@example.com>\r\nFrom: carl@example.com (Carl)\r\n"
            + "Sender: x <x@example.com>\r\nTo: =?utf-8?q?Alle?=: a@b.example, B <b@b.example>;\r\nCc: undisclosed-recipients:;\r\n\r\n"));

        Assert.Equal(["Lee, Ann", "Böb", "Carl"], message.From.Mailboxes.Select(mailbox => mailbox.DisplayName));
        Assert.Equal("x@example.com", message.Sender!.Value.Address.ToString());
        Assert.Equal("Alle", message.To.Entries[0].GroupName);
        Assert.Equal(2, message.To.Mailboxes.Count);
        Assert.Empty(message.Cc.Mailboxes);
        Assert.Empty(message.ReplyTo.Entries);
    }

    [Fact]
    public void Headers_OfAMessage_AreFoundWithoutRegardToCase()
    {
        var headers = MimeParser.Parse("Received: a\r\nX-Test: 1\r\nreceived: b\r\n\r\n"u8.ToArray()).Headers;

        Assert.Equal(["Received", "X-Test", "received"], headers.Select(header => header.Name));
        Assert.Equal(["a", "b"], headers.FindAll("RECEIVED").Select(header => header.Value));
        Assert.Equal("1", headers["x-test"]);
        Assert.Null(headers["X"]);
        Assert.True(headers.Contains("X-TEST"));
        Assert.Equal("X-Test: 1", headers[1].ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => headers[3]);
        Assert.Equal("", default(ParsedHeader).Name);
        Assert.Equal("", default(ParsedHeader).Value);
    }

    private static ParsedHeader Header(string name, string value) =>
        MimeParser.Parse(Encoding.UTF8.GetBytes($"{name}:{value}\r\n\r\n")).Headers[0];

    private static ParsedHeader Raw(ReadOnlySpan<byte> value) => MimeParser.Parse((byte[])[.. "X: "u8, .. value, .. "\r\n\r\n"u8]).Headers[0];
}
