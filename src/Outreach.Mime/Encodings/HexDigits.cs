namespace Outreach.Mime;

/// <summary>Hexadecimal digits, in upper case as RFC 2045 §6.7 and RFC 2047 §4.2 want them.</summary>
internal static class HexDigits
{
    public static ReadOnlySpan<byte> Upper => "0123456789ABCDEF"u8;
}
