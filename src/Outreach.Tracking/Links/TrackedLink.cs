using System.Buffers.Text;
using System.Text;

namespace Outreach.Tracking;

/// <summary>
/// Reads the address of a tracked link: <c>/c/{token}/{target}</c> below the public address, the target in base64url (RFC 4648 §5). The token vouches for
/// the target, so that the address can't be used to lead anybody elsewhere (no open redirect).
/// </summary>
public static class TrackedLink
{
    internal const string Segment = "/c/";
    internal const int LongestTarget = 2_000;

    /// <summary>Reads an address.</summary>
    /// <param name="path">What stands behind <c>/c/</c>: the token, a slash, and the target.</param>
    /// <param name="tokens">Checks the token.</param>
    /// <param name="attempt">The attempt whose message the link was in.</param>
    /// <param name="target">Where it leads: an absolute http or https URL.</param>
    /// <returns>Whether we wrote the link; otherwise nobody may be led anywhere.</returns>
    public static bool TryRead(ReadOnlySpan<char> path, ITokenProtector tokens, out AttemptId attempt, out Uri? target)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        attempt = default;
        target = null;
        if (path.Length <= ITokenProtector.TokenLength || path[ITokenProtector.TokenLength] != '/')
        {
            return false;
        }

        var encoded = path[(ITokenProtector.TokenLength + 1)..];
        if (encoded.IsEmpty || encoded.Length > Base64Url.GetEncodedLength(LongestTarget) || !Base64Url.IsValid(encoded))
        {
            return false;
        }

        Span<byte> url = stackalloc byte[Base64Url.GetMaxDecodedLength(encoded.Length)];
        return Base64Url.TryDecodeFromChars(encoded, url, out var length)
            && tokens.TryUnprotect(path[..ITokenProtector.TokenLength], TokenPurpose.Click, url[..length], out attempt)
            && Uri.TryCreate(Encoding.UTF8.GetString(url[..length]), UriKind.Absolute, out target)
            && (target.Scheme == Uri.UriSchemeHttp || target.Scheme == Uri.UriSchemeHttps);
    }
}
