namespace Outreach.Providers.Smtp;

/// <summary>
/// Makes a message fit for DATA (RFC 5321 §4.5.2): a dot at the beginning of a line is doubled, and each line ends with CRLF, also where the
/// message has a bare CR or LF, since receivers disagree about these and end-of-data could be smuggled in. It may be fed in pieces.
/// A default value is not ready; use <see cref="Create"/>.
/// </summary>
internal struct MessageEncoder
{
    private bool _atLineStart;
    private bool _pendingCr;
    private bool _stuffDots;

    /// <param name="stuffDots"><see langword="false"/> for BDAT, which counts octets instead.</param>
    public static MessageEncoder Create(bool stuffDots) => new() { _atLineStart = true, _stuffDots = stuffDots };

    /// <summary>Gets the most octets that a piece of a length can become, an end included.</summary>
    public static int MaxEncoded(int length) => (2 * length) + 7;

    /// <summary>Encodes a piece.</summary>
    /// <returns>How many octets were written.</returns>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var written = 0;
        var i = 0;
        if (_pendingCr && source.Length > 0)
        {
            written = EndLine(destination, written);
            i = source[0] == '\n' ? 1 : 0;
        }

        while (i < source.Length)
        {
            if (_atLineStart && _stuffDots && source[i] == '.')
            {
                destination[written++] = (byte)'.';
            }

            var run = source[i..].IndexOfAny((byte)'\r', (byte)'\n');
            var text = run < 0 ? source[i..] : source.Slice(i, run);
            text.CopyTo(destination[written..]);
            written += text.Length;
            i += text.Length;
            _atLineStart = _atLineStart && text.IsEmpty;
            if (run < 0)
            {
                break;
            }

            if (source[i] == '\r' && i + 1 == source.Length)
            {
                _pendingCr = true;
                break;
            }

            i += source[i] == '\r' && source[i + 1] == '\n' ? 2 : 1;
            written = EndLine(destination, written);
        }

        return written;
    }

    /// <summary>Ends the last line if it has no end.</summary>
    /// <returns>How many octets were written.</returns>
    public int Finish(Span<byte> destination) => _pendingCr || !_atLineStart ? EndLine(destination, 0) : 0;

    private int EndLine(Span<byte> destination, int written)
    {
        "\r\n"u8.CopyTo(destination[written..]);
        _pendingCr = false;
        _atLineStart = true;
        return written + 2;
    }
}
