namespace Outreach.Providers.Telegram.Tests;

/// <summary>Examples after the Bot API's "Formatting options".</summary>
public sealed class TelegramReaderTests
{
    [Theory]
    [InlineData("<b>a</b><strong>b</strong>", "ab", "bold 0 1;bold 1 1")]
    [InlineData("<i>a</i><em>b</em><u>c</u><ins>d</ins>", "abcd", "italic 0 1;italic 1 1;underline 2 1;underline 3 1")]
    [InlineData("<s>a</s><strike>b</strike><del>c</del>", "abc", "strikethrough 0 1;strikethrough 1 1;strikethrough 2 1")]
    [InlineData("<span class=\"tg-spoiler\">a</span><tg-spoiler>b</tg-spoiler>", "ab", "spoiler 0 1;spoiler 1 1")]
    [InlineData("<b>bold <i>italic <s>s</s></i> <u>u</u></b>", "bold italic s u", "bold 0 15;italic 5 8;strikethrough 12 1;underline 14 1")]
    [InlineData("<a href=\"tg://user?id=1\">me</a>", "me", "text_link 0 2 tg://user?id=1")]
    [InlineData("<tg-emoji emoji-id=\"536\">👍</tg-emoji>!", "👍!", "custom_emoji 0 2 536")]
    [InlineData("<code>x</code><pre>y</pre>", "xy", "code 0 1;pre 1 1")]
    [InlineData("<pre><code class=\"language-python\">x = 1</code></pre>", "x = 1", "pre 0 5 python")]
    [InlineData("<blockquote>q</blockquote><blockquote expandable>r</blockquote>", "qr", "blockquote 0 1;expandable_blockquote 1 1")]
    [InlineData("&lt;&gt;&amp;&quot;&#39;&#x1F44D;&nbsp;& x", "<>&\"'👍&nbsp;& x", "")]
    [InlineData("😀<b>a</b>", "😀a", "bold 2 1")]
    [InlineData("<b></b>x", "x", "")]
    public void Html_IsReadIntoTextAndFormats(string markup, string text, string formats) => AssertRead(TelegramParseMode.Html, markup, text, formats);

    [Theory]
    [InlineData("*a* _b_ __c__ ~d~ ||e||", "a b c d e", "bold 0 1;italic 2 1;underline 4 1;strikethrough 6 1;spoiler 8 1")]
    [InlineData("*bold _italic ~s~_ __u__*", "bold italic s u", "bold 0 15;italic 5 8;strikethrough 12 1;underline 14 1")]
    [InlineData("[me](tg://user?id=1)", "me", "text_link 0 2 tg://user?id=1")]
    [InlineData("[a](https://x.example/\\)\\\\)", "a", "text_link 0 1 https://x.example/)\\")]
    [InlineData("![👍](tg://emoji?id=536)", "👍", "custom_emoji 0 2 536")]
    [InlineData("`a*b\\``", "a*b`", "code 0 4")]
    [InlineData("```\na_b\n```", "a_b\n", "pre 0 4")]
    [InlineData("```python\nx = 1\n```", "x = 1\n", "pre 0 6 python")]
    [InlineData(">a\n>b\nc", "a\nb\nc", "blockquote 0 3")]
    [InlineData("a\n>*b*", "a\nb", "bold 2 1;blockquote 2 1")]
    [InlineData("\\_\\*\\[\\]\\(\\)\\~\\`\\>\\#\\+\\-\\=\\|\\{\\}\\.\\!\\\\", "_*[]()~`>#+-=|{}.!\\", "")]
    public void Markdown_IsReadIntoTextAndFormats(string markup, string text, string formats) => AssertRead(TelegramParseMode.MarkdownV2, markup, text, formats);

    [Theory]
    [InlineData(TelegramParseMode.Html, "a <b>b", 3)]
    [InlineData(TelegramParseMode.Html, "a</b>", 2)]
    [InlineData(TelegramParseMode.Html, "<b><i>x</b></i>", 8)]
    [InlineData(TelegramParseMode.Html, "<table>", 1)]
    [InlineData(TelegramParseMode.Html, "1 < 2", 3)]
    [InlineData(TelegramParseMode.Html, "<a>x</a>", 1)]
    [InlineData(TelegramParseMode.Html, "<span>x</span>", 1)]
    [InlineData(TelegramParseMode.MarkdownV2, "Hi.", 3)]
    [InlineData(TelegramParseMode.MarkdownV2, "a *b", 3)]
    [InlineData(TelegramParseMode.MarkdownV2, "*a _b* c_", 6)]
    [InlineData(TelegramParseMode.MarkdownV2, "[a]", 3)]
    [InlineData(TelegramParseMode.MarkdownV2, "[a](b", 3)]
    [InlineData(TelegramParseMode.MarkdownV2, "`a", 1)]
    [InlineData(TelegramParseMode.MarkdownV2, "![a](b)", 4)]
    public void Markup_ThatIsBroken_SaysWhere(TelegramParseMode mode, string markup, int position)
    {
        var exception = Assert.Throws<TelegramMarkupException>(() => TelegramText.Read(markup, mode));

        Assert.StartsWith($"At character {position}: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Escaped_AnyText_IsShownAsItIs()
    {
        var random = new Random(11);
        const string alphabet = "ab _*[]()~`>#+-=|{}.!\\<>&\"'\n€/";
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Create(random.Next(0, 24), random, static (span, source) =>
            {
                foreach (ref var character in span)
                {
                    character = alphabet[source.Next(alphabet.Length)];
                }
            });

            AssertPlain(TelegramText.Read(TelegramMarkup.EscapeMarkdown(text), TelegramParseMode.MarkdownV2), text);
            AssertPlain(TelegramText.Read(TelegramMarkup.EscapeHtml(text), TelegramParseMode.Html), text);
            AssertPlain(TelegramText.Read(text, TelegramParseMode.None), text);
        }
    }

    [Fact]
    public void Markup_OfAnyKind_IsReadOrRefused_AndItsFormatsLieInTheText()
    {
        var random = new Random(12);
        string[] pieces = ["<b>", "</b>", "<a href=\"x\">", "</a>", "<pre>", "<code class=\"language-c\">", "</code>", "</pre>", "&lt;", "&#", ";", "*", "_", "__", "~", "||", "[", "](", ")", "`", "```", "\n", ">", "\\", "x", "😀", "<", "![", "tg://emoji?id=1"];
        var read = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var markup = string.Concat(Enumerable.Range(0, random.Next(0, 14)).Select(_ => pieces[random.Next(pieces.Length)]));
            foreach (var mode in (ReadOnlySpan<TelegramParseMode>)[TelegramParseMode.Html, TelegramParseMode.MarkdownV2])
            {
                try
                {
                    var text = TelegramText.Read(markup, mode);
                    Assert.All(text.Entities, entity => Assert.True(entity.Offset >= 0 && entity.Length > 0 && entity.End <= text.Text.Length));
                    read++;
                }
                catch (TelegramMarkupException)
                {
                    // Refused.
                }
            }
        }

        Assert.InRange(read, 1_000, 39_999);
    }

    [Theory]
    [InlineData(TelegramParseMode.Html, "<b>")]
    [InlineData(TelegramParseMode.MarkdownV2, "*_")]
    [InlineData(TelegramParseMode.MarkdownV2, "[")]
    public void Markup_ThatIsHuge_IsRefused(TelegramParseMode mode, string piece) =>
        Assert.Throws<TelegramMarkupException>(() => TelegramText.Read(string.Concat(Enumerable.Repeat(piece, 30_000)), mode));

    private static void AssertPlain(TelegramText read, string text)
    {
        Assert.Equal(text, read.Text);
        Assert.Empty(read.Entities);
    }

    private static void AssertRead(TelegramParseMode mode, string markup, string text, string formats)
    {
        var read = TelegramText.Read(markup, mode);

        Assert.Equal(text, read.Text);
        Assert.Equal(formats, string.Join(';', read.Entities.Select(entity => $"{entity.Type} {entity.Offset} {entity.Length} {entity.Value}".TrimEnd())));
    }
}
