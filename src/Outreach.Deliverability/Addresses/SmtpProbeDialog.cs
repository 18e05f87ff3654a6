using System.Globalization;
using System.Text;

namespace Outreach.Deliverability;

/// <summary>Speaks SMTP up to the recipient, and no further.</summary>
internal sealed class SmtpProbeDialog(Stream stream)
{
    // RFC 5321 §4.5.3.1.5.
    private const int MaxLine = 1000;
    private const int MaxLines = 100;

    private readonly byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    public async Task<SmtpProbeReply> SendAsync(string command, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), cancellationToken).ConfigureAwait(false);
        return await ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<SmtpProbeReply> ReadAsync(CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        for (var lines = 0; lines < MaxLines; lines++)
        {
            var line = await ReadLineAsync(cancellationToken).ConfigureAwait(false);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            {
                throw new IOException("the server does not speak SMTP");
            }

            texts.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] != '-')
            {
                return new SmtpProbeReply(code, string.Join(' ', texts));
            }
        }

        throw new IOException("the server's reply does not end");
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (line.Length < MaxLine)
        {
            if (_start == _end)
            {
                _start = 0;
                _end = await stream.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
                if (_end == 0)
                {
                    throw new IOException("the server closed the connection");
                }
            }

            var octet = _buffer[_start++];
            if (octet == '\n')
            {
                return line.ToString();
            }

            if (octet is >= 0x20 and < 0x7F)
            {
                line.Append((char)octet);
            }
        }

        throw new IOException("the server's line does not end");
    }
}
