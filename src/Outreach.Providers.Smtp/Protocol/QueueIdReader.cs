namespace Outreach.Providers.Smtp;

/// <summary>Finds the id that a server gave a message in its answer to the end of the message, where its way of saying so is known.</summary>
internal static class QueueIdReader
{
    private const int MaxLength = 200;

    // Postfix and many after it; Exim; sendmail writes the id before its words; Amazon SES and some services write "Ok <id>".
    private static readonly string[] Before = ["queued as ", " id="];

    public static string? Find(string text)
    {
        foreach (var words in Before)
        {
            var at = text.IndexOf(words, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
            {
                return Word(text.AsSpan(at + words.Length));
            }
        }

        const string Sendmail = " Message accepted for delivery";
        var end = text.IndexOf(Sendmail, StringComparison.OrdinalIgnoreCase);
        if (end > 0)
        {
            return Word(text.AsSpan(text.AsSpan(0, end).LastIndexOfAny(' ', '\n') + 1));
        }

        return text.StartsWith("Ok ", StringComparison.OrdinalIgnoreCase) && text.AsSpan(3).ContainsAny("0123456789".AsSpan()) && !text.AsSpan(3).Contains(' ')
            ? Word(text.AsSpan(3))
            : null;
    }

    private static string? Word(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(' ', '\n', ',');
        var word = (end < 0 ? text : text[..end]).TrimEnd(".;)>");
        return word.Length is 0 or > MaxLength ? null : word.ToString();
    }
}
