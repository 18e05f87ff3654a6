namespace Outreach.Mime;

/// <summary>What a <see cref="DkimSigner"/> puts into its signatures.</summary>
public sealed record DkimSignerOptions
{
    /// <summary>Gets the fields that are signed as often as the message has them, unless others are chosen.</summary>
    public static IReadOnlyList<string> DefaultSignedHeaders { get; } =
    [
        "From", "Sender", "Reply-To", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding", "List-Id", "List-Help", "List-Unsubscribe", "List-Unsubscribe-Post", "Feedback-ID", "Auto-Submitted",
    ];

    /// <summary>Gets the fields that are signed once more than the message has them, so that nobody can add one (RFC 6376 §8.15).</summary>
    public static IReadOnlyList<string> DefaultOverSignedHeaders { get; } =
        ["From", "Reply-To", "To", "Cc", "Subject", "Date", "Content-Type", "List-Unsubscribe", "List-Unsubscribe-Post"];

    /// <summary>Gets the signing domain (<c>d=</c>). For DMARC it is that of the From address, or one above it.</summary>
    /// <value>A host name of at least two labels; names in other scripts are turned into their ASCII form.</value>
    public required string Domain { get; init; }

    /// <summary>Gets the selector (<c>s=</c>): the public key is at <c>selector._domainkey.domain</c>.</summary>
    /// <value>Letters, digits, hyphens, underscores and dots; 1 to 63 characters.</value>
    public required string Selector { get; init; }

    /// <summary>Gets how the headers are canonicalised.</summary>
    /// <value>Default: <see cref="DkimCanonicalization.Relaxed"/>.</value>
    public DkimCanonicalization HeaderCanonicalization { get; init; }

    /// <summary>Gets how the body is canonicalised.</summary>
    /// <value>Default: <see cref="DkimCanonicalization.Relaxed"/>.</value>
    public DkimCanonicalization BodyCanonicalization { get; init; }

    /// <summary>Gets after how long the signature expires (<c>x=</c>), against the replay of signed mail.</summary>
    /// <value>One minute to ten years; <see langword="null"/>, the default, for no expiry.</value>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Gets the names of the fields to sign where the message has them.</summary>
    /// <value>Default: <see cref="DefaultSignedHeaders"/>. <c>From</c> is signed always (RFC 6376 §5.4).</value>
    public IReadOnlyList<string> SignedHeaders { get; init; } = DefaultSignedHeaders;

    /// <summary>Gets the names of the fields to sign once more than the message has them; a field the message lacks can't be added then.</summary>
    /// <value>Default: <see cref="DefaultOverSignedHeaders"/>.</value>
    public IReadOnlyList<string> OverSignedHeaders { get; init; } = DefaultOverSignedHeaders;
}
