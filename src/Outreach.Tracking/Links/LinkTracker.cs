using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Outreach.Tracking;

/// <summary>Writes the addresses of tracked links and images. Keeps its buffers; used by one thread at a time.</summary>
internal sealed class LinkTracker : IMessageTracker
{
    private readonly ITokenProtector _tokens;
    private readonly byte[] _linkPrefix;
    private readonly byte[] _unsubscribePrefix;
    private readonly string _pixelPrefix;
    private AttemptId _attempt;

    public LinkTracker(ITokenProtector tokens, Uri publicBaseUri)
    {
        var root = publicBaseUri.AbsoluteUri.TrimEnd('/');
        _tokens = tokens;
        _linkPrefix = Encoding.ASCII.GetBytes(root + TrackedLink.Segment);
        _unsubscribePrefix = Encoding.ASCII.GetBytes(root + "/u/");
        _pixelPrefix = root + TrackedPixel.Segment;
    }

    public void Begin(AttemptId attempt) => _attempt = attempt;

    public bool TryWrite(int link, ReadOnlySpan<byte> url, IBufferWriter<byte> output)
    {
        // Who wants to leave is not counted, and must get there even if tracking is out of order.
        if (url.Length > TrackedLink.LongestTarget || url.StartsWith(_unsubscribePrefix))
        {
            return false;
        }

        Span<char> token = stackalloc char[ITokenProtector.TokenLength];
        _tokens.Protect(_attempt, TokenPurpose.Click, url, token);
        var encoded = Base64Url.GetEncodedLength(url.Length);
        var length = _linkPrefix.Length + token.Length + 1 + encoded;
        var span = output.GetSpan(length);
        _linkPrefix.CopyTo(span);
        var at = _linkPrefix.Length;
        at += Encoding.ASCII.GetBytes(token, span[at..]);
        span[at++] = (byte)'/';
        Base64Url.EncodeToUtf8(url, span[at..]);
        output.Advance(length);
        return true;
    }

    public string GetPixelUrl()
    {
        Span<char> token = stackalloc char[ITokenProtector.TokenLength];
        _tokens.Protect(_attempt, TokenPurpose.Open, token);
        return string.Concat(_pixelPrefix, token, TrackedPixel.Extension);
    }
}
