namespace Outreach;

/// <summary>What a provider or mail server said, kept word for word.</summary>
public sealed record ProviderReply
{
    /// <summary>Gets the SMTP reply code or HTTP status, or <see langword="null"/>.</summary>
    public int? Code { get; init; }

    /// <summary>Gets the enhanced status code (RFC 3463) such as <c>5.1.1</c>, or <see langword="null"/>.</summary>
    public string? EnhancedCode { get; init; }

    /// <summary>Gets the text; lines are joined by line feeds; at most 2,000 characters.</summary>
    public string Text { get; init; } = "";

    /// <summary>
    /// Gets the id that the provider gave the message, or <see langword="null"/>. With angle brackets it is the Message-ID that the recipient sees; later
    /// messages of the thread refer to it.
    /// </summary>
    public string? ProviderMessageId { get; init; }
}
