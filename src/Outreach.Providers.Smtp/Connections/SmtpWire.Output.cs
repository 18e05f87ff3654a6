using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Outreach.Providers.Smtp;

/// <content>Writing: commands and octets into one buffer, sent in one go.</content>
internal sealed partial class SmtpWire
{
    private const int InitialOutput = 1024;

    private byte[] _output = ArrayPool<byte>.Shared.Rent(InitialOutput);
    private int _outputLength;

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

    /// <summary>Sends what was written.</summary>
    public ValueTask FlushAsync(TimeSpan timeout)
    {
        var octets = _output.AsMemory(0, _outputLength);
        _outputLength = 0;
        return octets.IsEmpty ? ValueTask.CompletedTask : SendAsync(octets, timeout);
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
}
