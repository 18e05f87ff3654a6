namespace Outreach.Mime;

/// <summary>How the bytes of a body travel (RFC 2045 §6).</summary>
internal enum BodyEncoding
{
    SevenBit,
    EightBit,
    QuotedPrintable,
    Base64,
}
