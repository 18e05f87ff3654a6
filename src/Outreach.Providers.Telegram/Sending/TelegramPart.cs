namespace Outreach.Providers.Telegram;

/// <summary>One request's worth of a message.</summary>
/// <param name="Text">The text or caption; <see langword="null"/> for a file without one.</param>
/// <param name="File">The file, or <see langword="null"/>.</param>
/// <param name="IsFirst">Whether it is the first, which answers the message before.</param>
/// <param name="IsLast">Whether it is the last, which has the button.</param>
internal sealed record TelegramPart(TelegramText? Text, ChatFile? File, bool IsFirst, bool IsLast)
{
    private const long MostFile = 50L << 20;
    private const int MostParts = 10;

    /// <summary>Takes a message apart.</summary>
    /// <returns>Its parts, or why Telegram can't take it.</returns>
    public static (IReadOnlyList<TelegramPart>? Parts, string? Problem) Make(OutgoingChatMessage chat, TelegramOptions options)
    {
        TelegramText text;
        try
        {
            text = TelegramText.Read(chat.Text, options.ParseMode);
        }
        catch (TelegramMarkupException exception)
        {
            return (null, $"The text is no {options.ParseMode}. {exception.Message}");
        }

        var first = chat.File is null ? TelegramTextSplitter.MostText : TelegramTextSplitter.MostCaption;
        var texts = TelegramTextSplitter.Split(text, first);
        var problem =
            chat.File is { Content.Length: > (int)MostFile } ? "The file is larger than 50 MB, the most that a bot can send."
            : chat.File is { Content.IsEmpty: true } ? "The file is empty."
            : chat.File is null && texts.Count == 0 ? "The message has no text."
            : texts.Count > MostParts ? $"The text is longer than {MostParts} messages."
            : texts.Count > 1 && !options.SplitLongTexts ? $"The text has {text.Text.Length} characters, and may have {first}."
            : null;
        return problem is null ? (Arrange(texts, chat.File), null) : (null, problem);
    }

    private static IReadOnlyList<TelegramPart> Arrange(IReadOnlyList<TelegramText> texts, ChatFile? file) => texts.Count == 0
        ? [new TelegramPart(null, file, IsFirst: true, IsLast: true)]
        : [.. texts.Select((text, i) => new TelegramPart(text, i == 0 ? file : null, i == 0, i == texts.Count - 1))];
}
