using System.Buffers;

namespace Outreach.Mime;

/// <summary>How a recipient leaves the list (RFC 2369 §3.2, RFC 8058). <c>default</c> is none.</summary>
/// <remarks>With an https address the message also says that one click is enough: the address must act on a POST without login.</remarks>
public readonly struct ListUnsubscribe : IEquatable<ListUnsubscribe>
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        [.. Enumerable.Range(0x21, 0x5E).Select(c => (char)c).Where(c => c is not ('<' or '>' or '"' or '\\' or '^' or '`' or '{' or '|' or '}'))]);

    /// <summary>Initializes a value.</summary>
    /// <param name="httpsUrl">An <c>https://</c> address with percent encoding, at most 900 characters; null for none.</param>
    /// <param name="mailtoUrl">A <c>mailto:</c> address with percent encoding, at most 900 characters; null for none.</param>
    /// <exception cref="ArgumentException">One isn't such an address.</exception>
    public ListUnsubscribe(string? httpsUrl, string? mailtoUrl = null)
    {
        HttpsUrl = Check(httpsUrl, "https://", nameof(httpsUrl));
        MailtoUrl = Check(mailtoUrl, "mailto:", nameof(mailtoUrl));
    }

    /// <summary>Gets the address for one click.</summary>
    public string? HttpsUrl { get; }

    /// <summary>Gets the address to write to.</summary>
    public string? MailtoUrl { get; }

    /// <summary>Gets whether there's neither address.</summary>
    public bool IsEmpty => HttpsUrl is null && MailtoUrl is null;

    /// <summary>Compares two values.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether both addresses are equal.</returns>
    public static bool operator ==(ListUnsubscribe left, ListUnsubscribe right) => left.Equals(right);

    /// <summary>Compares two values.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether an address differs.</returns>
    public static bool operator !=(ListUnsubscribe left, ListUnsubscribe right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(ListUnsubscribe other) =>
        string.Equals(HttpsUrl, other.HttpsUrl, StringComparison.Ordinal) && string.Equals(MailtoUrl, other.MailtoUrl, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ListUnsubscribe other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(HttpsUrl, MailtoUrl);

    private static string? Check(string? url, string scheme, string parameter)
    {
        if (url is null)
        {
            return null;
        }

        return url.Length <= HeaderLine.MaxToken && url.Length > scheme.Length && url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) &&
            !url.AsSpan().ContainsAnyExcept(Allowed)
            ? url
            : throw new ArgumentException($"Give an address that starts with {scheme}, is percent-encoded and has at most {HeaderLine.MaxToken} characters.", parameter);
    }
}
