using System.Buffers;
using System.Text;

namespace Outreach.Providers.Telegram;

/// <summary>Escapes values for texts that are read by a <see cref="TelegramParseMode"/>.</summary>
public static class TelegramMarkup
{
    /// <summary>What MarkdownV2 reserves, and the character that escapes it (Bot API, "MarkdownV2 style").</summary>
    private static readonly SearchValues<char> Reserved = SearchValues.Create("_*[]()~`>#+-=|{}.!\\");

    /// <summary>Escapes a text for <see cref="TelegramParseMode.MarkdownV2"/>, so that it is shown as it is.</summary>
    public static string EscapeMarkdown(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAny(Reserved))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            if (IsReserved(character))
            {
                escaped.Append('\\');
            }

            escaped.Append(character);
        }

        return escaped.ToString();
    }

    /// <summary>Escapes a text for <see cref="TelegramParseMode.Html"/>, also inside quotes, so that it is shown as it is.</summary>
    public static string EscapeHtml(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);
    }

    internal static bool IsReserved(char character) => Reserved.Contains(character);
}
