using System.Text;

namespace Outreach.Mime.Tests;

public sealed class ContentReadingTests
{
    // RFC 2045 §6.7, and what damaged mail has.
    [Theory]
    [InlineData("Now's the time =\nfor all folk to come=\n to the aid of their country.", "Now's the time for all folk to come to the aid of their country.")]
    [InlineData("=C3=A4=c3=a4", "ää")]
    [InlineData("a=\r\nb", "ab")]
    [InlineData("a=  \r\nb", "ab")]
    [InlineData("a=\rb", "ab")]
    [InlineData("a=", "a")]
    [InlineData("a=  ", "a")]
    [InlineData("a=Gb=3", "a=Gb=3")]
    [InlineData("==41", "=A")]
    [InlineData("", "")]
    public void ReadContent_OfQuotedPrintable_IsDecoded(string body, string text) => Assert.Equal(text, Text("quoted-printable", body));

    [Theory]
    [InlineData("SGVsbG8=", "Hello")]
    [InlineData("SGVs\r\nbG8=\r\n", "Hello")]
    [InlineData("SGVsbG8", "Hello")]
    [InlineData("SGVs!bG8=", "Hello")]
    [InlineData("SGVsbG8=SGVsbG8=", "HelloHello")]
    [InlineData("SGVsbG8==", "Hello")]
    [InlineData("=", "")]
    [InlineData("S", "")]
    [InlineData("", "")]
    public void ReadContent_OfBase64_IsDecoded(string body, string text) => Assert.Equal(text, Text("base64", body));

    [Theory]
    [InlineData("utf-8", "c3a4", "ä")]
    [InlineData("UTF8", "c3a4", "ä")]
    [InlineData("utf-8", "e4", "\uFFFD")]
    [InlineData("us-ascii", "c3a4", "ä")]
    [InlineData("us-ascii", "e4", "ä")]
    [InlineData(null, "c3a4", "ä")]
    [InlineData(null, "e480", "ä€")]
    [InlineData("iso-8859-1", "e4", "ä")]
    [InlineData("iso-8859-1", "93", "“")]
    [InlineData("latin1", "e4", "ä")]
    [InlineData("iso8859-15", "a4", "€")]
    [InlineData("ISO_8859-2", "b3", "ł")]
    [InlineData("cp1251", "cfc5", "ПЕ")]
    [InlineData("windows1252", "80", "€")]
    [InlineData("koi8-r", "f0d2", "Пр")]
    [InlineData("iso-2022-jp", "1b2442467c4b5c1b2842", "日本")]
    [InlineData("shift_jis", "93fa967b", "日本")]
    [InlineData("euc-jp", "c6fccbdc", "日本")]
    [InlineData("gb2312", "c4e3bac3", "你好")]
    [InlineData("gbk", "c4e3bac3", "你好")]
    [InlineData("gb18030", "8139ee39", "㐀")]
    [InlineData("big5", "a741a66e", "你好")]
    [InlineData("ks_c_5601-1987", "c7d1", "한")]
    [InlineData("euc-kr", "c7d1", "한")]
    [InlineData("utf-16", "004100e4", "Aä")]
    [InlineData("utf-16le", "4100e400", "Aä")]
    [InlineData("utf-8", "fffe4100", "A")]
    [InlineData("utf-8", "efbbbf41", "A")]
    [InlineData("x-nobody-knows", "c3a4", "ä")]
    [InlineData("\"utf-8\"; x", "c3a4", "ä")]
    [InlineData("utf-7", "2b", "+")]
    public void ReadText_InACharset_IsDecodedOrGuessed(string? charset, string hex, string text) =>
        Assert.Equal(text, Charsets.Decode(Convert.FromHexString(hex), charset));

    [Fact]
    public void ReadText_InEachCodePageOfTheFramework_IsDecoded()
    {
        foreach (var info in CodePagesEncodingProvider.Instance.GetEncodings())
        {
            Assert.NotNull(Charsets.Find(info.Name));
            Assert.Equal("abc", Charsets.Decode(info.GetEncoding()!.GetBytes("abc"), info.Name));
        }
    }

    // RFC 3676 §4.
    [Theory]
    [InlineData("one \ntwo\nthree", "one two\nthree")]
    [InlineData("> one \n> two\n>> three", "> one two\n>> three")]
    [InlineData("> one \ntwo", "> one \ntwo")]
    [InlineData(" From here\n >no quote", "From here\n>no quote")]
    [InlineData("text \n-- \nAnn", "text \n-- \nAnn")]
    [InlineData("last ", "last ")]
    [InlineData(">\n> a", ">\n> a")]
    [InlineData("", "")]
    public void ReadText_OfFlowedText_HasOneLineAParagraph(string body, string text) =>
        Assert.Equal(text, Message("text/plain; format=flowed", "8bit", body).TextBody);

    [Fact]
    public void ReadText_OfFlowedTextWithDelSp_DropsTheSpaces()
    {
        var message = Message("text/plain; format=Flowed; DelSp=Yes", "8bit", "日本 \n語\nx");
        Assert.Equal("日本語\nx", message.TextBody);
        Assert.Equal("日本 \n語\nx", message.Root.ReadText(unflow: false));
    }

    private static string Text(string encoding, string body) => Message("text/plain; charset=utf-8", encoding, body).TextBody!;

    private static ParsedMessage Message(string type, string encoding, string body) =>
        MimeParser.Parse(Encoding.UTF8.GetBytes($"Content-Type: {type}\nContent-Transfer-Encoding: {encoding}\n\n{body}"));
}
