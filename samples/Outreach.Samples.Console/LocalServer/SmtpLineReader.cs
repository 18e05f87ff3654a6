namespace Outreach.Samples;

/// <summary>Reads lines that end with CRLF and with nothing else.</summary>
internal sealed class SmtpLineReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[65_536];
    private int _start;
    private int _end;

    /// <summary>Reads a line; its bytes, without the line end, are valid until the next call.</summary>
    public async ValueTask<SmtpLine> ReadAsync(int maxLength, CancellationToken cancellationToken)
    {
        while (true)
        {
            var available = _buffer.AsMemory(_start, _end - _start);
            var lineFeed = available.Span.IndexOf((byte)'\n');
            if (lineFeed >= 0)
            {
                _start += lineFeed + 1;
                return Check(available[..lineFeed]);
            }

            if (available.Length > maxLength)
            {
                return new SmtpLine(SmtpLineStatus.TooLong, default);
            }

            available.CopyTo(_buffer);
            (_start, _end) = (0, available.Length);
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
            {
                return new SmtpLine(SmtpLineStatus.End, default);
            }

            _end += read;
        }
    }

    private static SmtpLine Check(ReadOnlyMemory<byte> line) =>
        line.Span is [.., (byte)'\r'] && line.Span[..^1].IndexOf((byte)'\r') < 0
            ? new SmtpLine(SmtpLineStatus.Line, line[..^1])
            : new SmtpLine(SmtpLineStatus.BareLineEnd, default);
}
