using System.Globalization;

namespace Outreach.Providers.Telegram.Tests;

public sealed class TelegramTextSplitterTests
{
    [Fact]
    public void Text_ThatFits_IsOnePart() => Assert.Equal(4_096, Assert.Single(Split(new string('x', 4_096))).Text.Length);

    [Theory]
    [InlineData("\n\n")]
    [InlineData("\n")]
    [InlineData(" ")]
    public void Cut_IsBetweenParagraphs_OrLines_OrWords(string boundary)
    {
        var text = new string('a', 3_000) + boundary + new string('b', 1_000) + "-" + new string('c', 3_000);

        Assert.Equal([3_000, 4_001], Split(text).Select(part => part.Text.Length));
    }

    [Fact]
    public void Cut_GoesAroundAFormat_IfThereIsAnotherPlace()
    {
        var text = new TelegramText(new string('a', 3_000) + " " + new string('b', 500) + " " + new string('b', 3_000), [new TelegramEntity("bold", 3_001, 3_501)]);

        var parts = TelegramTextSplitter.Split(text);

        Assert.Equal([3_000, 3_501], parts.Select(part => part.Text.Length));
        Assert.Empty(parts[0].Entities);
        Assert.Equal(new TelegramEntity("bold", 0, 3_501), Assert.Single(parts[1].Entities));
    }

    [Fact]
    public void Format_LongerThanAPart_GoesOnInTheNext()
    {
        var text = new TelegramText(new string('a', 5_000), [new TelegramEntity("text_link", 0, 5_000, "https://x.example/")]);

        Assert.Equal(
            [new TelegramEntity("text_link", 0, 4_096, "https://x.example/"), new TelegramEntity("text_link", 0, 904, "https://x.example/")],
            TelegramTextSplitter.Split(text).SelectMany(part => part.Entities));
    }

    [Theory]
    [InlineData("😀")]
    [InlineData("👩‍👩‍👧‍👦")]
    [InlineData("🇩🇪")]
    [InlineData("é")]
    public void Characters_AreNeverCut(string character)
    {
        foreach (var before in Enumerable.Range(0, 12))
        {
            var text = new string('x', before) + string.Concat(Enumerable.Repeat(character, 9_000 / character.Length));

            var parts = Split(text);

            Assert.Equal(text, string.Concat(parts.Select(part => part.Text)));
            Assert.All(parts, part => Assert.True(part.Text.Length <= 4_096 && part.Text.EndsWith(character, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Character_OfThousandsOfMarks_IsCutAllTheSame()
    {
        var parts = Split("x" + new string('\u0301', 10_000));

        Assert.Equal(10_001, parts.Sum(part => part.Text.Length));
    }

    [Fact]
    public void Parts_OfAnyText_HoldAllOfIt_WithItsFormats()
    {
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 3_000)).Select(_ => random.Next(12) switch { 0 => "\n\n", 1 => "\n", < 5 => " ", 5 => "😀", _ => "word" }));
            var entities = new List<TelegramEntity>();
            for (var at = 0; at < text.Length - 1; at += random.Next(1, 900))
            {
                entities.Add(new TelegramEntity("bold", at, random.Next(1, text.Length - at)));
            }

            var parts = TelegramTextSplitter.Split(new TelegramText(text, entities), random.Next(2) == 0 ? 1_024 : 4_096);

            Assert.Equal(Words(text), parts.SelectMany(part => Words(part.Text)));
            Assert.All(parts, part => Assert.True(part.Text.Length is > 0 and <= 4_096 && part.Text.Trim().Length == part.Text.Length));
            Assert.All(parts.SelectMany(part => part.Entities.Select(entity => (part, entity))), one =>
                Assert.True(one.entity.Offset >= 0 && one.entity.Length > 0 && one.entity.End <= one.part.Text.Length));
        }
    }

    private static IEnumerable<string> Words(string text)
    {
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            if (!string.IsNullOrWhiteSpace(elements.GetTextElement()))
            {
                yield return elements.GetTextElement();
            }
        }
    }

    private static IReadOnlyList<TelegramText> Split(string text) => TelegramTextSplitter.Split(new TelegramText(text, []));
}
