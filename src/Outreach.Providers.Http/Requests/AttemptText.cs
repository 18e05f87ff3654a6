using System.Globalization;

namespace Outreach.Providers.Http;

/// <summary>
/// Writes the id of an attempt where a provider lets a sender put a word of its own (custom argument, tag, variable, metadata), and reads it from
/// the events that come back: 32 hexadecimal digits, a hyphen, a number.
/// </summary>
public static class AttemptText
{
    /// <summary>The name under which every provider carries the attempt.</summary>
    public const string Name = "outreach_attempt";

    /// <summary>Writes an attempt.</summary>
    public static string Format(AttemptId attempt) => string.Create(CultureInfo.InvariantCulture, $"{attempt.SendId:N}-{attempt.Number}");

    /// <summary>Reads an attempt.</summary>
    /// <returns>The attempt, or <see langword="null"/> for anything else.</returns>
    public static AttemptId? Parse(string? text) =>
        text is { Length: >= 34 and <= 36 } && text[32] == '-'
        && Guid.TryParseExact(text.AsSpan(0, 32), "N", out var send)
        && byte.TryParse(text.AsSpan(33), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? new AttemptId(send, number)
            : null;
}
