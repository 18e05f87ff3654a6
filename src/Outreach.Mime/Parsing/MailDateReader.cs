using System.Globalization;

namespace Outreach.Mime;

/// <summary>Reads dates of mail (RFC 5322 §3.3), the obsolete forms (§4.3) and what old programs write instead.</summary>
internal static class MailDateReader
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public static DateTimeOffset? Parse(string text)
    {
        var words = Words(text);
        var time = words.FindIndex(word => word.Contains(':', StringComparison.Ordinal));
        var month = words.FindIndex(word => MonthOf(word) > 0);
        if (time < 0 || month < 0 || !TryTime(words, ref time, out var clock))
        {
            return null;
        }

        // "day month year time zone", or "month day time [zone] year" as asctime has it.
        var isDayFirst = month > 0 && IsNumber(words[month - 1]);
        var dayWord = isDayFirst ? month - 1 : month + 1;
        var yearWord = isDayFirst ? month + 1 : FindYear(words, Math.Max(dayWord, time) + 1);
        if (yearWord < 0 || yearWord >= words.Count || dayWord >= words.Count
            || !TryNumber(words[dayWord], out var day) || !TryNumber(words[yearWord], out var year))
        {
            return null;
        }

        // RFC 5322 §4.3: years of two and three digits.
        year += words[yearWord].Length switch { <= 2 => year < 50 ? 2000 : 1900, 3 => 1900, _ => 0 };
        var zone = time + 1 == yearWord ? time + 2 : time + 1;
        return Build(year, MonthOf(words[month]), day, clock, zone < words.Count ? Zone(words[zone]) : TimeSpan.Zero);
    }

    private static DateTimeOffset? Build(int year, int month, int day, TimeSpan clock, TimeSpan zone)
    {
        if (year is < 1900 or > 9998 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return null;
        }

        return new DateTimeOffset(new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified) + clock, zone);
    }

    // Comments are dropped; commas, white space and the hyphens of "1-Jan-98" separate.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var depth = 0;
        var start = -1;
        for (var index = 0; index <= text.Length && words.Count < 16; index++)
        {
            var character = index < text.Length ? text[index] : ' ';
            depth += character == '(' ? 1 : character == ')' && depth > 0 ? -1 : 0;
            var inWord = depth == 0 && (char.IsAsciiLetterOrDigit(character) || character is ':' or '+' or '.'
                || character == '-' && (start < 0 || index > start && !char.IsAsciiLetterOrDigit(text[index - 1])));
            if (inWord && start < 0)
            {
                start = index;
            }
            else if (!inWord && start >= 0)
            {
                words.Add(text[start..index]);
                start = -1;
            }
        }

        return words;
    }

    private static bool TryTime(List<string> words, ref int index, out TimeSpan clock)
    {
        clock = default;
        var word = words[index];

        // "10:00:00+0200": the zone without a space.
        var sign = word.AsSpan().IndexOfAny('+', '-');
        if (sign > 0)
        {
            words[index] = word[..sign];
            words.Insert(index + 1, word[sign..]);
            word = words[index];
        }

        var fields = word.Split(':');
        if (fields.Length is < 2 or > 3 || !TryNumber(fields[0], out var hours) || !TryNumber(fields[1], out var minutes))
        {
            return false;
        }

        var seconds = 0;
        if (fields.Length == 3 && !TryNumber(fields[2].Split('.')[0], out seconds))
        {
            return false;
        }

        // A leap second counts as the second after.
        clock = new TimeSpan(hours, minutes, seconds);
        return hours < 24 && minutes < 60 && seconds <= 60;
    }

    private static TimeSpan Zone(string word)
    {
        if (word.Length == 5 && word[0] is '+' or '-' && TryNumber(word[1..], out var value))
        {
            var minutes = value / 100 * 60 + value % 100;

            // Beyond what an offset can be: as unknown as "-0000".
            return minutes > 14 * 60 ? TimeSpan.Zero : TimeSpan.FromMinutes(word[0] == '-' ? -minutes : minutes);
        }

        // RFC 5322 §4.3; all other names, the military ones included, mean nothing certain.
        var hours = word.ToUpperInvariant() switch
        {
            "EDT" => -4,
            "EST" or "CDT" => -5,
            "CST" or "MDT" => -6,
            "MST" or "PDT" => -7,
            "PST" => -8,
            _ => 0,
        };
        return TimeSpan.FromHours(hours);
    }

    private static int FindYear(List<string> words, int from)
    {
        for (var index = from; index < words.Count; index++)
        {
            if (words[index].Length == 4 && IsNumber(words[index]))
            {
                return index;
            }
        }

        return -1;
    }

    private static int MonthOf(string word) => word.Length < 3 ? 0 : Array.IndexOf(Months, MailText.Lower(word[..3])) + 1;

    private static bool IsNumber(string word) => TryNumber(word, out _);

    private static bool TryNumber(string word, out int value)
    {
        value = 0;
        return word.Length <= 4 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
