namespace Outreach.Providers.Smtp;

/// <summary>
/// Finds the end of a reply (RFC 5321 §4.2) in bytes that arrive piece by piece. It looks at each byte once and stops at its bounds.
/// A default value is ready for a new reply.
/// </summary>
internal struct SmtpReplyParser
{
    /// <summary>The longest line with its end. RFC 5321 §4.5.3.1.5 allows 512 octets; some servers need more.</summary>
    public const int MaxLineOctets = 2048;

    /// <summary>The most lines of one reply.</summary>
    public const int MaxLines = 128;

    /// <summary>The most octets of one reply.</summary>
    public const int MaxReplyOctets = 32 * 1024;

    private int _lineStart;
    private int _scanned;
    private int _lines;

    /// <summary>Gets the code, once the first line has been read.</summary>
    public int Code { get; private set; }

    /// <summary>Gets the length of the whole reply, once it is complete.</summary>
    public readonly int Length => _lineStart;

    /// <summary>Goes on where the last call stopped.</summary>
    /// <param name="bytes">All bytes since the beginning of the reply, those of the last call included.</param>
    public SmtpReplyStatus Parse(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var end = bytes[_scanned..].IndexOf((byte)'\n');
            if (end < 0)
            {
                _scanned = bytes.Length;
                return _scanned - _lineStart >= MaxLineOctets || _scanned >= MaxReplyOctets ? SmtpReplyStatus.Malformed : SmtpReplyStatus.Incomplete;
            }

            end += _scanned;
            var line = bytes[_lineStart..end];
            if (line.Length >= MaxLineOctets || ++_lines > MaxLines || end >= MaxReplyOctets)
            {
                return SmtpReplyStatus.Malformed;
            }

            _scanned = _lineStart = end + 1;
            var status = ReadLine(line.EndsWith("\r"u8) ? line[..^1] : line);
            if (status != SmtpReplyStatus.Incomplete)
            {
                return status;
            }
        }
    }

    // Reply-line = Reply-code [ "-" / SP text ]; all lines of a reply have the same code (RFC 5321 §4.2.1)
    private SmtpReplyStatus ReadLine(ReadOnlySpan<byte> line)
    {
        if (line.Length < 3 || line[0] is < (byte)'2' or > (byte)'5' || !char.IsAsciiDigit((char)line[1]) || !char.IsAsciiDigit((char)line[2]))
        {
            return SmtpReplyStatus.Malformed;
        }

        var code = ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + (line[2] - '0');
        if (_lines > 1 && code != Code)
        {
            return SmtpReplyStatus.Malformed;
        }

        Code = code;
        if (line.Length == 3 || line[3] == ' ')
        {
            return SmtpReplyStatus.Complete;
        }

        return line[3] == '-' ? SmtpReplyStatus.Incomplete : SmtpReplyStatus.Malformed;
    }
}
