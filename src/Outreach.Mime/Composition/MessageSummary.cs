namespace Outreach.Mime;

/// <summary>What a sender needs to know of a message that was composed. <c>default</c> is an empty message.</summary>
public readonly record struct MessageSummary
{
    /// <summary>Gets the size, for SIZE in the envelope (RFC 1870).</summary>
    /// <value>Octets.</value>
    public required long Length { get; init; }

    /// <summary>Gets whether the server must offer SMTPUTF8 (RFC 6531): an address in the header isn't ASCII.</summary>
    public required bool RequiresSmtpUtf8 { get; init; }

    /// <summary>Gets whether the server must offer 8BITMIME (RFC 6152): a body or the header isn't ASCII.</summary>
    public required bool RequiresEightBitMime { get; init; }
}
