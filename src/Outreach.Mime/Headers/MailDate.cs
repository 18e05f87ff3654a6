namespace Outreach.Mime;

/// <summary>Writes dates as RFC 5322 §3.3 has them.</summary>
internal static class MailDate
{
    /// <summary>Such as <c>Sat, 21 Nov 2026 01:55:19 +0000</c>.</summary>
    public const int MaxLength = 31;

    public static int Format(DateTimeOffset date, Span<byte> target)
    {
        "SunMonTueWedThuFriSat"u8.Slice((int)date.DayOfWeek * 3, 3).CopyTo(target);
        ", "u8.CopyTo(target[3..]);
        WritePair(target[5..], date.Day);
        target[7] = (byte)' ';
        "JanFebMarAprMayJunJulAugSepOctNovDec"u8.Slice((date.Month - 1) * 3, 3).CopyTo(target[8..]);
        target[11] = (byte)' ';
        WritePair(target[12..], date.Year / 100);
        WritePair(target[14..], date.Year % 100);
        target[16] = (byte)' ';
        WritePair(target[17..], date.Hour);
        target[19] = (byte)':';
        WritePair(target[20..], date.Minute);
        target[22] = (byte)':';
        WritePair(target[23..], date.Second);
        target[25] = (byte)' ';
        var minutes = date.TotalOffsetMinutes;
        target[26] = minutes < 0 ? (byte)'-' : (byte)'+';
        WritePair(target[27..], Math.Abs(minutes) / 60);
        WritePair(target[29..], Math.Abs(minutes) % 60);
        return MaxLength;
    }

    private static void WritePair(Span<byte> target, int value)
    {
        target[0] = (byte)('0' + (value / 10));
        target[1] = (byte)('0' + (value % 10));
    }
}
