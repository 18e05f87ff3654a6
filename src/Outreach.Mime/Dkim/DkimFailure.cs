namespace Outreach.Mime;

/// <summary>Why a signature is not <see cref="DkimStatus.Pass"/>.</summary>
public enum DkimFailure
{
    /// <summary>No failure.</summary>
    None,

    /// <summary>The field can't be read: no list of tags, a tag twice, or a value of the wrong form (RFC 6376 §3.2, §3.5).</summary>
    MalformedSignature,

    /// <summary>A tag that every signature has is missing (§6.1.1).</summary>
    MissingTag,

    /// <summary><c>v=</c> is not 1.</summary>
    UnknownVersion,

    /// <summary><c>a=</c> is neither rsa-sha256, ed25519-sha256 nor rsa-sha1.</summary>
    UnknownAlgorithm,

    /// <summary><c>c=</c> names an unknown canonicalization.</summary>
    UnknownCanonicalization,

    /// <summary><c>q=</c> names no way to the key that is known.</summary>
    UnknownQuery,

    /// <summary><c>h=</c> does not name From (§6.1.1).</summary>
    FromNotSigned,

    /// <summary>The domain of <c>i=</c> is not <c>d=</c> or below it (§3.5), or not equal to it where the key demands so (§3.6.1, t=s).</summary>
    IdentityMismatch,

    /// <summary>The time of <c>x=</c> is over.</summary>
    Expired,

    /// <summary>There are more signatures than are checked (<see cref="DkimVerifier.MaxSignatures"/>).</summary>
    TooManySignatures,

    /// <summary>The message has no From with an address, several From fields, or no empty line behind its headers.</summary>
    MalformedMessage,

    /// <summary>There is no key at the name.</summary>
    KeyNotFound,

    /// <summary>DNS could not be asked now.</summary>
    KeyUnavailable,

    /// <summary>The key was revoked: its <c>p=</c> is empty (§3.6.1).</summary>
    KeyRevoked,

    /// <summary>The key record can't be read.</summary>
    MalformedKey,

    /// <summary>The key is not for this algorithm, this hash, or mail (<c>k=</c>, <c>h=</c>, <c>s=</c>).</summary>
    KeyMismatch,

    /// <summary>The signature would be right, but the key has fewer than 1,024 bits (RFC 8301 §3.2).</summary>
    KeyTooShort,

    /// <summary>The signature would be right, but rsa-sha1 must not be accepted (RFC 8301 §3.1).</summary>
    ObsoleteAlgorithm,

    /// <summary><c>l=</c> is more than the body has (§3.5).</summary>
    BodyTooShort,

    /// <summary>The body was changed: its hash is not <c>bh=</c>.</summary>
    BodyHashMismatch,

    /// <summary>A signed field was changed, added or removed, or the key is not the one that signed.</summary>
    SignatureMismatch,
}
