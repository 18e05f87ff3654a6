namespace Outreach.Mime;

/// <summary>What the MIME structure of a message is made of.</summary>
internal readonly ref struct MimeContent
{
    /// <summary>Gets what the boundaries are made from.</summary>
    public required ReadOnlySpan<char> BoundaryId { get; init; }

    public required BodyFormats Formats { get; init; }

    public required IReadOnlyList<Attachment> InlineImages { get; init; }

    public required IReadOnlyList<Attachment> Attachments { get; init; }

    public bool AllowEightBit { get; init; }

    public ReadOnlySpan<byte> Text { get; init; }

    public ReadOnlySpan<byte> Amp { get; init; }

    public ReadOnlySpan<byte> Html { get; init; }

    /// <summary>Gets whether the bodies are put in later, at the cuts.</summary>
    public bool DeferBodies { get; init; }

    /// <summary>Gets whether the message is one body and nothing else.</summary>
    public bool IsSinglePart => Attachments.Count == 0 && InlineImages.Count == 0 &&
        Formats is BodyFormats.Text or BodyFormats.Html or BodyFormats.None;
}
