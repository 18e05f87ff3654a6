using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Outreach.Providers.Smtp;

/// <content>Reading: replies out of a buffer that grows as far as the parser's bounds let it.</content>
internal sealed partial class SmtpWire
{
    private const int InitialInput = 2048;

    private byte[] _input = ArrayPool<byte>.Shared.Rent(InitialInput);
    private int _inputStart;
    private int _inputEnd;
    private SmtpReplyParser _parser;

    /// <summary>Gets whether the server sent something that nobody has asked for.</summary>
    public bool HasUnreadInput => _inputEnd > _inputStart;

    /// <summary>
    /// Gets whether anything has come that was not read yet. When all commands are answered there must be nothing: or else an answer would be
    /// taken for that of a later question.
    /// </summary>
    public bool HasSurplus()
    {
        try
        {
            return HasUnreadInput || _socket.Available > 0;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw Fault("before the end of the message", exception);
        }
    }

    /// <summary>Gets whether the relay closed the connection or said something while it was idle.</summary>
    public bool IsReadable()
    {
        try
        {
            return HasUnreadInput || _socket.Poll(TimeSpan.Zero, SelectMode.SelectRead);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }

    /// <summary>Reads a reply; <paramref name="when"/> ends the sentence about what went wrong.</summary>
    public ValueTask<SmtpReply> ReadReplyAsync(TimeSpan timeout, string when) =>
        TryReadReply(when, out var reply) ? new ValueTask<SmtpReply>(reply) : ReceiveReplyAsync(timeout, when);

    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder<>))]
    private async ValueTask<SmtpReply> ReceiveReplyAsync(TimeSpan timeout, string when)
    {
        try
        {
            while (true)
            {
                MakeRoom();
                var pending = ReceiveAsync();
                if (!pending.IsCompleted)
                {
                    // Armed once: the limit is for the whole reply, however slowly its octets drip in.
                    Arm(timeout);
                }

                var count = await pending.ConfigureAwait(false);
                if (count == 0)
                {
                    throw new SmtpSessionException(FailureKind.Transient, $"The relay closed the connection {when}.");
                }

                _inputEnd += count;
                if (TryReadReply(when, out var reply))
                {
                    return reply;
                }
            }
        }
        catch (Exception exception) when (IsConnectionFault(exception))
        {
            throw Fault(when, exception);
        }
        finally
        {
            Disarm();
        }
    }

    private bool TryReadReply(string when, out SmtpReply reply)
    {
        reply = default;
        if (_inputEnd == _inputStart)
        {
            return false;
        }

        var octets = _input.AsMemory(_inputStart, _inputEnd - _inputStart);
        var status = _parser.Parse(octets.Span);
        if (status == SmtpReplyStatus.Incomplete)
        {
            return false;
        }

        if (status == SmtpReplyStatus.Malformed)
        {
            throw new SmtpSessionException(FailureKind.Transient, $"The relay answered with something that is not SMTP {when}.");
        }

        reply = new SmtpReply(_parser.Code, octets[.._parser.Length]);
        _inputStart += _parser.Length;
        _parser = default;
        if (_onLine is not null)
        {
            ShowReply(reply);
        }

        return true;
    }

    private void ShowReply(SmtpReply reply)
    {
        foreach (var line in reply.GetText().Split('\n'))
        {
            Show($"{reply.Code} {line}", fromClient: false);
        }
    }

    private void MakeRoom()
    {
        if (_inputStart == _inputEnd)
        {
            _inputStart = _inputEnd = 0;
        }
        else if (_inputEnd == _input.Length)
        {
            var length = _inputEnd - _inputStart;
            var target = _inputStart > 0 ? _input : ArrayPool<byte>.Shared.Rent(2 * _input.Length);
            Buffer.BlockCopy(_input, _inputStart, target, 0, length);
            if (target != _input)
            {
                ArrayPool<byte>.Shared.Return(_input);
                _input = target;
            }

            _inputStart = 0;
            _inputEnd = length;
        }
    }

    private ValueTask<int> ReceiveAsync()
    {
        var room = _input.AsMemory(_inputEnd);
        return _tls is null ? _socket.ReceiveAsync(room, SocketFlags.None) : _tls.ReadAsync(room);
    }
}
