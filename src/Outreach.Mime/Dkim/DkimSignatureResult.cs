namespace Outreach.Mime;

/// <summary>What was found out about one signature.</summary>
public sealed record DkimSignatureResult
{
    /// <summary>Gets how the verification ended.</summary>
    public required DkimStatus Status { get; init; }

    /// <summary>Gets why it did not pass.</summary>
    public DkimFailure Failure { get; init; }

    /// <summary>Gets the signing domain (<c>d=</c>) in lower case; empty if it can't be read.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Gets the selector (<c>s=</c>); empty if it can't be read.</summary>
    public string Selector { get; init; } = "";

    /// <summary>Gets who signed (<c>i=</c>); <c>@</c> and the domain where the signature does not say.</summary>
    public string Identity { get; init; } = "";

    /// <summary>Gets the algorithm (<c>a=</c>); empty if it can't be read.</summary>
    public string Algorithm { get; init; } = "";

    /// <summary>Gets the names of the signed fields (<c>h=</c>), as written, in their order.</summary>
    public IReadOnlyList<string> SignedHeaders { get; init; } = [];

    /// <summary>Gets how much of the canonical body is signed (<c>l=</c>), in bytes; <see langword="null"/> for all of it.</summary>
    /// <remarks>
    /// Anybody may add to a message that is signed with a limit, and the signature still passes. Do not trust such a message for anything that
    /// depends on its content, least of all where <see cref="UnsignedBodyBytes"/> is not zero.
    /// </remarks>
    public long? BodyLimit { get; init; }

    /// <summary>Gets how many bytes of the canonical body are behind <see cref="BodyLimit"/> and not signed.</summary>
    public long UnsignedBodyBytes { get; init; }

    /// <summary>Gets when it was signed (<c>t=</c>), if it says so.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>Gets when it expires (<c>x=</c>), if it does.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Gets the size of the key in bits; 0 where no key was read.</summary>
    public int KeyBits { get; init; }

    /// <summary>Gets whether the domain only tests DKIM (<c>t=y</c>, RFC 6376 §3.6.1): a failure then means nothing.</summary>
    public bool IsTestKey { get; init; }
}
