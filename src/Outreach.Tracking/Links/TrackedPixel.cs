namespace Outreach.Tracking;

/// <summary>Reads the address of the image that tells of an open: <c>/o/{token}.gif</c> below the public address.</summary>
public static class TrackedPixel
{
    internal const string Segment = "/o/";
    internal const string Extension = ".gif";

    /// <summary>Reads an address.</summary>
    /// <param name="path">What stands behind <c>/o/</c>.</param>
    /// <param name="tokens">Checks the token.</param>
    /// <param name="attempt">The attempt whose message the image was in.</param>
    /// <returns>Whether we wrote the address.</returns>
    public static bool TryRead(ReadOnlySpan<char> path, ITokenProtector tokens, out AttemptId attempt)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        attempt = default;
        return path.EndsWith(Extension, StringComparison.Ordinal)
            && tokens.TryUnprotect(path[..^Extension.Length], TokenPurpose.Open, out attempt);
    }
}
