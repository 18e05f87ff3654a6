using System.Text;
using Outreach.TestServers;

namespace Outreach.Deliverability.Tests.Spam;

public sealed class ContentCheckerTests
{
    private const string Headers =
        "List-Unsubscribe: <https://mail.example.com/u/1>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nDate: Thu, 01 Jan 2026 12:00:00 +0000\r\nMessage-ID: <1@example.com>\r\n";

    [Fact]
    public void Check_GoodMessage_FindsNothing()
    {
        var report = ContentChecker.Check(Mail("Your question about the prices", "<p>Hello Ann, here is <a href=\"https://example.com/prices\">the list</a>. <img src=\"https://example.com/a.png\" alt=\"Our shop\"> Best, Bob. Write back whenever you like; I read every answer myself, mostly in the evening, and seldom later than the next day.</p>"));

        Assert.Empty(report.Findings);
    }

    [Theory]
    [InlineData("", "subject.missing")]
    [InlineData("THE BEST PRICES EVER", "subject.capitals")]
    [InlineData("Really?!?", "subject.shouting")]
    [InlineData("Re: our call", "subject.false-reply")]
    [InlineData("Act now, Ann", "subject.phrase")]
    [InlineData("A subject that goes on and on, far beyond what any phone shows of it, and then some", "subject.long")]
    public void Check_Subject_FindsWhatFiltersDislike(string subject, string code) => Assert.Contains(code, Codes(Mail(subject, "<p>Hello</p>")));

    [Fact]
    public void Check_GenuineReply_MayHaveRe() =>
        Assert.DoesNotContain("subject.false-reply", Codes(Mail("Re: our call", "<p>Hello</p>", Headers + "In-Reply-To: <0@example.com>\r\n")));

    [Theory]
    [InlineData("<p>Hello <a href=\"https://bit.ly/x\">there</a></p>", "link.shortened")]
    [InlineData("<p>Hello <a href=\"http://example.com\">there</a></p>", "link.insecure")]
    [InlineData("<p>Hello <a href=\"https://192.0.2.1/\">there</a></p>", "link.address")]
    [InlineData("<p>Hello <a href=\"https://evil.test/\">www.bank.example</a></p>", "link.other-host")]
    [InlineData("<p>Hello <a href=\"https://b\u00fccher.example/\">there</a></p>", "link.international")]
    [InlineData("<p>Hello <b>Ann</p>", "html.broken")]
    [InlineData("<p>Hello</div></p>", "html.broken")]
    [InlineData("<p>Hello</p><script>alert(1)</script>", "html.active")]
    [InlineData("<p>Hello</p><form action=\"https://example.com\"></form>", "html.active")]
    [InlineData("<img src=\"https://example.com/all.png\" alt=\"x\">", "html.images-only")]
    [InlineData("<p>Hello</p><img src=\"https://example.com/a.png\">", "html.image-alt")]
    [InlineData("<p>Risk free! Act now and make money, 100% guaranteed.</p>", "body.phrases")]
    public void Check_Body_FindsWhatFiltersDislike(string html, string code) => Assert.Contains(code, Codes(Mail("Hello Ann", html)));

    [Theory]
    [InlineData("<p>Hello <a href=\"https://click.bank.example/?u=1\">www.bank.example</a></p>")]
    [InlineData("<p>One<p>Two<br>three<ul><li>a<li>b</ul>")]
    [InlineData("<!--[if mso]><table><tr><td><![endif]--><p>Hello</p><!--[if mso]></td></tr></table><![endif]-->")]
    [InlineData("<p title=\"a > b\">Hello</p><style>p > b { color: red }</style>")]
    public void Check_HtmlThatMailHas_IsInOrder(string html) =>
        Assert.DoesNotContain(Codes(Mail("Hello Ann", html)), code => code is "html.broken" or "link.other-host");

    [Fact]
    public void Check_LargeHtml_IsCutOffByGmail() =>
        Assert.Contains("body.clipped", Codes(Mail("Hello Ann", $"<p>{string.Concat(Enumerable.Repeat("word ", 25_000))}</p>")));

    [Fact]
    public void Check_HtmlOnly_WantsATextPart() =>
        Assert.Contains("body.no-text-part", Codes(Encoding.UTF8.GetBytes($"From: a@example.com\r\nSubject: Hello\r\n{Headers}Content-Type: text/html\r\n\r\n<p>Hello</p>")));

    [Fact]
    public void Check_NoHeaders_FindsTheirAbsence()
    {
        var codes = Codes(Encoding.UTF8.GetBytes("Subject: Hello\r\n\r\nHello\r\n"));

        Assert.Contains("header.from", codes);
        Assert.Contains("header.unsubscribe", codes);
        Assert.Contains("header.date", codes);
        Assert.Contains("header.message-id", codes);
    }

    [Fact]
    public void Check_UnsubscribeByMailOnly_IsMoreThanOneClick() =>
        Assert.Contains("header.one-click", Codes(Mail("Hello", "<p>Hello</p>", "List-Unsubscribe: <mailto:u@example.com>\r\n")));

    [Fact]
    public async Task Check_AnyMessage_NeverThrowsAndStaysWithinItsBounds()
    {
        string[] pieces = ["<p>", "</p>", "<a href=\"http://x.test\">", "<a href='", "<!--", "-->", "<style>", "<div style=\"display:none\">", "<img src=x", ">", "<", "&amp;", "\0", "b\u00fccher", "http://1.1.1.1/", "\r\n", "=?utf-8?q?x?=", "FREE ", "act now "];
        await FuzzLoop.RunAsync(
            seed =>
            {
                var random = new Random(seed);
                return Mail(pieces[random.Next(pieces.Length)], string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => pieces[random.Next(pieces.Length)])));
            },
            message => Assert.All(ContentChecker.Check(message).Findings, finding => Assert.NotEmpty(finding.Fix)),
            message => message.Length,
            Convert.ToBase64String);
    }

    [Fact]
    public void Check_DeepHtml_IsNotParsed() =>
        Assert.NotNull(ContentChecker.Check(Mail("Hello", string.Concat(Enumerable.Repeat("<div>", 200_000)))));

    private static List<string> Codes(byte[] message) => [.. ContentChecker.Check(message).Findings.Select(finding => finding.Code)];

    private static byte[] Mail(string subject, string html, string headers = Headers) => Encoding.UTF8.GetBytes(
        $"From: Ann <ann@example.com>\r\nTo: bob@example.org\r\nSubject: {subject}\r\n{headers}MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
        + $"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello Ann, here is the list.\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n--b--\r\n");
}
