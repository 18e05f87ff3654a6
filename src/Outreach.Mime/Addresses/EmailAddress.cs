using System.Text;

namespace Outreach.Mime;

/// <summary>
/// An e-mail address: local part and domain, always in one canonical form, so that equal addresses have equal text. <c>default</c> is no
/// address (<see cref="IsEmpty"/>).
/// </summary>
/// <remarks>
/// Canonical: the local part has quotation marks only if it needs them, the domain is in lower case with A-labels (<c>xn--…</c>). A text that
/// is canonical already is kept as it is, without any allocation. No instance contains a control character or line end.
/// </remarks>
public readonly struct EmailAddress : IEquatable<EmailAddress>
{
    private readonly string? _text;
    private readonly int _at;

    internal EmailAddress(string text, int at, bool isSendable)
    {
        _text = text;
        _at = at;
        IsSendable = isSendable;
    }

    /// <summary>Gets whether this is <c>default</c>: no address.</summary>
    public bool IsEmpty => _text is null;

    /// <summary>Gets whether the strict syntax has this address; one that was read leniently may be fit for display only.</summary>
    public bool IsSendable { get; }

    /// <summary>Gets the local part without quotation marks and backslashes.</summary>
    public string LocalPart => _text is null ? "" : _text[0] == '"' ? Unquote(_text.AsSpan(1, _at - 2)) : _text[.._at];

    /// <summary>Gets the domain in lower case with A-labels, or an address literal with its brackets.</summary>
    public string Domain => _text is null ? "" : _text[(_at + 1)..];

    /// <summary>Gets the domain as people read it, with U-labels.</summary>
    public string UnicodeDomain => DomainName.ToUnicode(Domain);

    /// <summary>Gets whether only a server with SMTPUTF8 (RFC 6531) can take this address: its local part isn't ASCII.</summary>
    public bool RequiresSmtpUtf8 => _text is not null && !Ascii.IsValid(_text);

    /// <summary>Compares two addresses.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the canonical forms are equal.</returns>
    public static bool operator ==(EmailAddress left, EmailAddress right) => left.Equals(right);

    /// <summary>Compares two addresses.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the canonical forms differ.</returns>
    public static bool operator !=(EmailAddress left, EmailAddress right) => !left.Equals(right);

    /// <summary>Reads an address of known good origin, such as configuration.</summary>
    /// <param name="text">The address, in the strict syntax.</param>
    /// <returns>The address.</returns>
    /// <exception cref="FormatException">It isn't an address; the message says what to do.</exception>
    public static EmailAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, AddressSyntax.Strict, out var address, out var error) ? address : throw new FormatException(error.ToString());
    }

    /// <summary>Reads an address in the strict syntax.</summary>
    /// <param name="text">The address alone: no name, no angle brackets, no blanks.</param>
    /// <param name="address">The address.</param>
    /// <returns>Whether it's an address that may be sent to.</returns>
    public static bool TryParse(string? text, out EmailAddress address) => TryParse(text, AddressSyntax.Strict, out address, out _);

    /// <summary>Reads an address.</summary>
    /// <param name="text">The address alone: no name, no angle brackets.</param>
    /// <param name="syntax">What it may look like.</param>
    /// <param name="address">The address.</param>
    /// <param name="error">What is wrong, where, and what to do.</param>
    /// <returns>Whether it's an address.</returns>
    public static bool TryParse(string? text, AddressSyntax syntax, out EmailAddress address, out AddressError error)
    {
        if (text is not null && TryTakeCanonical(text, out address))
        {
            error = default;
            return true;
        }

        var parser = new AddressParser(text ?? "", syntax);
        var read = parser.TryReadAddress(out address);
        error = parser.Error;
        return read;
    }

    /// <summary>Gets the form that suppression lists and duplicate checks compare.</summary>
    /// <returns>
    /// The address with its local part in lower case (invariant) and Unicode form C. The standard lets a server tell <c>Ann@</c> from
    /// <c>ann@</c>, but hardly any does, and mailing someone who unsubscribed is worse than missing one of two such people. Tags
    /// (<c>ann+news@</c>) and dots are kept: their meaning is the server's own.
    /// </returns>
    public string ToNormalizedString()
    {
        if (_text is null)
        {
            return "";
        }

        var local = _text.AsSpan(0, _at);
        return Ascii.IsValid(local) && local.IndexOfAnyInRange('A', 'Z') < 0
            ? _text
            : string.Concat(_text[.._at].Normalize(NormalizationForm.FormC).ToLowerInvariant().Normalize(NormalizationForm.FormC), _text.AsSpan(_at));
    }

    /// <summary>Gets the address as people read it, with U-labels in the domain.</summary>
    /// <returns>Text that <see cref="TryParse(string?, out EmailAddress)"/> reads back to an equal address.</returns>
    public string ToUnicodeString() =>
        _text is null || !_text.Contains("xn--", StringComparison.Ordinal) ? ToString() : string.Concat(_text.AsSpan(0, _at + 1), UnicodeDomain);

    /// <summary>Gets the canonical form, as it stands in headers and the SMTP envelope.</summary>
    /// <returns>The address, or an empty string for <c>default</c>; no allocation.</returns>
    public override string ToString() => _text ?? "";

    /// <inheritdoc/>
    public bool Equals(EmailAddress other) => string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EmailAddress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _text is null ? 0 : string.GetHashCode(_text, StringComparison.Ordinal);

    /// <summary>Accepts what nearly all addresses are, without the parser: an ASCII dot-atom and a lower-case host name.</summary>
    private static bool TryTakeCanonical(string text, out EmailAddress address)
    {
        address = default;
        var at = text.AsSpan().IndexOfAnyExcept(AddressCharacters.DotAtom);
        if (at is < 1 or > AddressParser.MaxLocalPart || text[at] != '@' || text.Length > AddressParser.MaxAddress)
        {
            return false;
        }

        var domain = text.AsSpan(at + 1);
        if (domain.IsEmpty ||
            domain.ContainsAnyExcept(AddressCharacters.CanonicalHost) ||
            DomainName.CheckHost(domain).Kind != AddressErrorKind.None ||
            !AddressCharacters.IsDotAtom(text.AsSpan(0, at)))
        {
            return false;
        }

        address = new EmailAddress(text, at, isSendable: true);
        return true;
    }

    private static string Unquote(ReadOnlySpan<char> quoted)
    {
        var result = new StringBuilder(quoted.Length);
        for (var i = 0; i < quoted.Length; i++)
        {
            result.Append(quoted[i] == '\\' ? quoted[++i] : quoted[i]);
        }

        return result.ToString();
    }
}
