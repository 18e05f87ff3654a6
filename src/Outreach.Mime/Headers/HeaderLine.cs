namespace Outreach.Mime;

/// <summary>How long the lines of a header are (RFC 5322 §2.1.1).</summary>
internal static class HeaderLine
{
    /// <summary>The preferred length.</summary>
    public const int Preferred = 78;

    /// <summary>The longest line that has an encoded word (RFC 2047 §2).</summary>
    public const int PreferredWithEncodedWord = 76;

    /// <summary>The longest token that may stand on a line of its own; the limit of the line is 998.</summary>
    public const int MaxToken = 900;
}
