namespace Outreach.Providers.Telegram;

/// <summary>
/// A text and its formats, as messages carry it. Formats travel beside the text and never as markup, so nothing in a text needs to be escaped, and
/// lengths are those that Telegram counts: after the markup was read, in UTF-16 code units.
/// </summary>
/// <param name="Text">The text.</param>
/// <param name="Entities">The formats, in the order of their beginning.</param>
internal sealed record TelegramText(string Text, IReadOnlyList<TelegramEntity> Entities)
{
    /// <summary>How much markup is read: far more than any message holds.</summary>
    private const int MostMarkup = 100_000;

    /// <summary>Reads a text.</summary>
    /// <exception cref="TelegramMarkupException">It is not what the parse mode takes.</exception>
    public static TelegramText Read(string text, TelegramParseMode mode) =>
        mode != TelegramParseMode.None && text.Length > MostMarkup ? throw new TelegramMarkupException(MostMarkup, "the text is too long to be read.")
        : mode switch
        {
            TelegramParseMode.Html => new TelegramHtmlReader(text).Read(),
            TelegramParseMode.MarkdownV2 => new TelegramMarkdownReader(text).Read(),
            _ => new TelegramText(text, []),
        };

    /// <summary>Gets a part of the text without the white space around it, with the formats that lie in it.</summary>
    public TelegramText Slice(int start, int end)
    {
        while (start < end && char.IsWhiteSpace(Text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(Text[end - 1]))
        {
            end--;
        }

        var entities = new List<TelegramEntity>();
        foreach (var entity in Entities)
        {
            var (from, to) = (Math.Max(entity.Offset, start), Math.Min(entity.End, end));
            if (from < to)
            {
                entities.Add(entity with { Offset = from - start, Length = to - from });
            }
        }

        return new TelegramText(Text[start..end], entities);
    }
}
