using System.Net.Sockets;
using System.Text;

namespace Outreach.Benchmarks;

/// <summary>One connection of the sink. It answers when it has nothing more to read, as pipelining asks for (RFC 2920 §3.2).</summary>
internal sealed class SinkSession(SmtpSink sink, Socket socket)
{
    private readonly byte[] _input = new byte[64 * 1024];
    private readonly byte[] _output = new byte[4 * 1024];
    private readonly MemoryStream? _envelope = sink.Sample is null ? new MemoryStream() : null;
    private int _start;
    private int _end;
    private int _written;
    private bool _inContent;
    private bool _closing;

    public void Run()
    {
        Answer("220 sink.example ESMTP\r\n"u8);
        while (true)
        {
            while (_inContent ? TryReadContent() : TryReadCommand())
            {
            }

            Flush();
            if (_closing || !Receive())
            {
                return;
            }
        }
    }

    private bool TryReadCommand()
    {
        var length = _input.AsSpan(_start, _end - _start).IndexOf("\r\n"u8);
        if (length < 0)
        {
            return false;
        }

        var line = _input.AsSpan(_start, length);
        _start += length + 2;
        if (Is(line, "EHLO"u8))
        {
            Answer("250-sink.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-DSN\r\n250 SIZE 52428800\r\n"u8);
            return true;
        }

        _envelope?.Write(_input, _start - length - 2, length + 2);
        if (Is(line, "DATA"u8))
        {
            Answer("354 Go ahead\r\n"u8);
            _inContent = true;
        }
        else if (Is(line, "QUIT"u8))
        {
            Answer("221 2.0.0 Bye\r\n"u8);
            _closing = true;
        }
        else
        {
            Answer("250 2.1.0 Ok\r\n"u8);
        }

        return true;
    }

    private bool TryReadContent()
    {
        var length = _input.AsSpan(_start, _end - _start).IndexOf("\r\n.\r\n"u8);
        if (length < 0)
        {
            return false;
        }

        if (_envelope is { Length: > 0 } && sink.Sample is null)
        {
            sink.Keep(new SinkSample(_envelope.ToArray(), _input.AsSpan(_start, length + 5).ToArray()));
        }

        _start += length + 5;
        _inContent = false;
        Answer("250 2.0.0 Ok: queued as "u8);
        sink.Count().TryFormat(_output.AsSpan(_written), out var digits, "X12", null);
        _written += digits;
        Answer("\r\n"u8);
        return true;
    }

    private static bool Is(ReadOnlySpan<byte> line, ReadOnlySpan<byte> command) => Ascii.EqualsIgnoreCase(line[..Math.Min(4, line.Length)], command);

    private void Answer(ReadOnlySpan<byte> reply)
    {
        if (_written + reply.Length + 64 > _output.Length)
        {
            Flush();
        }

        reply.CopyTo(_output.AsSpan(_written));
        _written += reply.Length;
    }

    private void Flush()
    {
        for (var sent = 0; sent < _written;)
        {
            sent += socket.Send(_output, sent, _written - sent, SocketFlags.None);
        }

        _written = 0;
    }

    private bool Receive()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_end == _input.Length)
        {
            if (_start == 0)
            {
                throw new InvalidOperationException("The sink takes messages up to 64 KB.");
            }

            _input.AsSpan(_start, _end - _start).CopyTo(_input);
            _end -= _start;
            _start = 0;
        }

        var count = socket.Receive(_input, _end, _input.Length - _end, SocketFlags.None);
        _end += count;
        return count > 0;
    }
}
