using System.Globalization;

namespace Outreach.Providers.Smtp;

/// <summary>Finds how long a refusal asks to wait, as in "try again in 5 minutes" or "retry after 300 seconds".</summary>
internal static class RetryAfterReader
{
    private static readonly string[] Before = [" in ", " after ", " for ", "wait "];
    private static readonly TimeSpan Most = TimeSpan.FromDays(1);

    public static TimeSpan? Find(string text)
    {
        foreach (var word in Before)
        {
            for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0;
                at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                if (Read(text.AsSpan(at + word.Length)) is { } wait)
                {
                    return wait;
                }
            }
        }

        return null;
    }

    private static TimeSpan? Read(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > 6)
        {
            return null;
        }

        var number = int.Parse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
        var unit = text[digits..].TrimStart(' ');
        TimeSpan? wait = null;
        if (unit.StartsWith("sec", StringComparison.OrdinalIgnoreCase))
        {
            wait = TimeSpan.FromSeconds(number);
        }
        else if (unit.StartsWith("min", StringComparison.OrdinalIgnoreCase))
        {
            wait = TimeSpan.FromMinutes(number);
        }
        else if (unit.StartsWith("hour", StringComparison.OrdinalIgnoreCase))
        {
            wait = TimeSpan.FromHours(number);
        }

        return wait <= Most ? wait : null;
    }
}
