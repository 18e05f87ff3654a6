using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace Outreach.Providers.Smtp;

/// <summary>The octets of one connection: buffers, time limits, replies. One reader and one writer, in turns.</summary>
internal sealed class SmtpWire : IDisposable
{
    private const int InitialInput = 2048;
    private const int InitialOutput = 1024;
    private const long NotArmed = 0;
    private const long Expired = -1;

    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly Action<SmtpProtocolLine>? _onLine;
    private readonly long _id;
    private SslStream? _tls;
    private byte[] _input = ArrayPool<byte>.Shared.Rent(InitialInput);
    private int _inputStart;
    private int _inputEnd;
    private byte[] _output = ArrayPool<byte>.Shared.Rent(InitialOutput);
    private int _outputLength;
    private SmtpReplyParser _parser;
    private long _deadline;
    private int _closed;

    public SmtpWire(Socket socket, TimeProvider time, long id, Action<SmtpProtocolLine>? onLine)
    {
        _socket = socket;
        _time = time;
        _id = id;
        _onLine = onLine;
    }

    public EndPoint? LocalEndPoint => _socket.LocalEndPoint;

    public SslStream? Tls => _tls;

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

    /// <summary>Closes the connection at once, without a farewell, so that an unfinished message is dropped. From any thread.</summary>
    public void Abort()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        try
        {
            _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The connection is gone already.
        }

        _socket.Dispose();
    }

    /// <summary>Closes the connection in order. Only when nobody reads or writes.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _socket.Dispose();
        }

        _tls?.Dispose();
        ArrayPool<byte>.Shared.Return(Interlocked.Exchange(ref _input, []));
        ArrayPool<byte>.Shared.Return(Interlocked.Exchange(ref _output, []));
    }

    /// <summary>Aborts the connection if the time limit of the pending operation has passed.</summary>
    public void CheckDeadline(long now)
    {
        var deadline = Volatile.Read(ref _deadline);
        if (deadline > NotArmed && now >= deadline && Interlocked.CompareExchange(ref _deadline, Expired, deadline) == deadline)
        {
            Abort();
        }
    }

    public async ValueTask StartTlsAsync(SslClientAuthenticationOptions options, TimeSpan timeout)
    {
        // RFC 3207 §4.2: all that was learnt before is forgotten. The caller has made sure that nothing is buffered.
        _tls = new SslStream(new NetworkStream(_socket, ownsSocket: false), leaveInnerStreamOpen: false);
        Arm(timeout);
        try
        {
            await _tls.AuthenticateAsClientAsync(options).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsConnectionFault(exception))
        {
            throw Fault("during the TLS handshake", exception);
        }
        finally
        {
            Disarm();
        }
    }

    /// <summary>Gets room in the output buffer; follow with <see cref="Advance"/>.</summary>
    public Span<byte> GetSpan(int size)
    {
        if (_output.Length - _outputLength < size)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_outputLength + size);
            _output.AsSpan(0, _outputLength).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_output);
            _output = larger;
        }

        return _output.AsSpan(_outputLength);
    }

    public void Advance(int count) => _outputLength += count;

    public void Write(ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(GetSpan(octets.Length));
        _outputLength += octets.Length;
    }

    public void Write(string text)
    {
        var span = GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        _outputLength += Encoding.UTF8.GetBytes(text, span);
    }

    /// <summary>Marks where a command begins, for <see cref="EndCommand"/>.</summary>
    public int BeginCommand() => _outputLength;

    /// <summary>Ends a command's line; nothing in it may end a line earlier.</summary>
    public void EndCommand(int start, string? shown = null)
    {
        var line = _output.AsSpan(start, _outputLength - start);
        if (line.IndexOfAnyInRange((byte)0, (byte)31) >= 0)
        {
            throw new InvalidOperationException("A command has a control character; it was not sent.");
        }

        if (_onLine is not null)
        {
            Show(shown ?? Encoding.UTF8.GetString(line), fromClient: true);
        }

        Write("\r\n"u8);
    }

    public void WriteCommand(string command, string? shown = null)
    {
        var start = BeginCommand();
        Write(command);
        EndCommand(start, shown);
    }

    public void Show(string text, bool fromClient) =>
        _onLine?.Invoke(new SmtpProtocolLine { ConnectionId = _id, FromClient = fromClient, Text = text });

    /// <summary>Sends what was written.</summary>
    public ValueTask FlushAsync(TimeSpan timeout)
    {
        var octets = _output.AsMemory(0, _outputLength);
        _outputLength = 0;
        return octets.IsEmpty ? ValueTask.CompletedTask : SendAsync(octets, timeout);
    }

    /// <summary>Reads a reply; <paramref name="when"/> ends the sentence about what went wrong.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<SmtpReply> ReadReplyAsync(TimeSpan timeout, string when)
    {
        while (true)
        {
            if (TryReadReply(when, out var reply))
            {
                return reply;
            }

            MakeRoom();
            int count;
            try
            {
                var pending = ReceiveAsync();
                if (!pending.IsCompleted)
                {
                    Arm(timeout);
                }

                count = await pending.ConfigureAwait(false);
            }
            catch (Exception exception) when (IsConnectionFault(exception))
            {
                throw Fault(when, exception);
            }
            finally
            {
                Disarm();
            }

            if (count == 0)
            {
                throw new SmtpSessionException(FailureKind.Transient, $"The relay closed the connection {when}.");
            }

            _inputEnd += count;
        }
    }

    private static bool IsConnectionFault(Exception exception) =>
        exception is SocketException or IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException
            or System.Security.Authentication.AuthenticationException;

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

    private ValueTask SendAsync(ReadOnlyMemory<byte> octets, TimeSpan timeout)
    {
        if (_tls is null)
        {
            try
            {
                // Nearly always the system takes all at once.
                var pending = _socket.SendAsync(octets, SocketFlags.None);
                if (!pending.IsCompletedSuccessfully)
                {
                    return FinishSendAsync(pending, octets, timeout);
                }

                var sent = pending.Result;
                return sent == octets.Length ? ValueTask.CompletedTask : FinishSendAsync(ValueTask.FromResult(sent), octets, timeout);
            }
            catch (Exception exception) when (IsConnectionFault(exception))
            {
                throw Fault("while it was being written to", exception);
            }
        }

        return SendTlsAsync(_tls, octets, timeout);
    }

    private async ValueTask FinishSendAsync(ValueTask<int> pending, ReadOnlyMemory<byte> octets, TimeSpan timeout)
    {
        Arm(timeout);
        try
        {
            var sent = await pending.ConfigureAwait(false);
            while (sent < octets.Length)
            {
                octets = octets[sent..];
                sent = await _socket.SendAsync(octets, SocketFlags.None).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (IsConnectionFault(exception))
        {
            throw Fault("while it was being written to", exception);
        }
        finally
        {
            Disarm();
        }
    }

    private async ValueTask SendTlsAsync(SslStream tls, ReadOnlyMemory<byte> octets, TimeSpan timeout)
    {
        try
        {
            var pending = tls.WriteAsync(octets);
            if (!pending.IsCompleted)
            {
                Arm(timeout);
            }

            await pending.ConfigureAwait(false);
        }
        catch (Exception exception) when (IsConnectionFault(exception))
        {
            throw Fault("while it was being written to", exception);
        }
        finally
        {
            Disarm();
        }
    }

    private void Arm(TimeSpan timeout) =>
        Interlocked.CompareExchange(ref _deadline, _time.GetTimestamp() + (long)(timeout.TotalSeconds * _time.TimestampFrequency), NotArmed);

    // An expired limit stays: whoever ends here learns of it from the exception.
    private void Disarm()
    {
        var deadline = Volatile.Read(ref _deadline);
        if (deadline > NotArmed)
        {
            Interlocked.CompareExchange(ref _deadline, NotArmed, deadline);
        }
    }

    private SmtpSessionException Fault(string when, Exception exception)
    {
        if (Volatile.Read(ref _deadline) == Expired)
        {
            return new SmtpSessionException(FailureKind.Transient, $"The relay did not answer in time {when}.", reply: null, exception);
        }

        return new SmtpSessionException(FailureKind.Transient, $"The connection to the relay broke {when}: {exception.Message}", reply: null, exception);
    }
}
