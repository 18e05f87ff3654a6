using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Outreach.Providers.Smtp;

/// <summary>The octets of one connection: buffers, time limits, replies. One reader and one writer, in turns.</summary>
internal sealed partial class SmtpWire : IDisposable
{
    private const long NotArmed = 0;
    private const long Expired = -1;

    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly Action<SmtpProtocolLine>? _onLine;
    private readonly long _id;
    private SslStream? _tls;
    private long _deadline;
    private int _closed;

    public SmtpWire(Socket socket, TimeProvider time, long id, Action<SmtpProtocolLine>? onLine)
    {
        _socket = socket;
        _time = time;
        _id = id;
        _onLine = onLine;
    }

    /// <summary>Gets the number of the connection within the provider.</summary>
    public long Id => _id;

    public EndPoint? LocalEndPoint => _socket.LocalEndPoint;

    public SslStream? Tls => _tls;

    /// <summary>Gets whether the connection was closed because an operation took too long.</summary>
    public bool IsExpired => Volatile.Read(ref _deadline) == Expired;

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

    public void Show(string text, bool fromClient) =>
        _onLine?.Invoke(new SmtpProtocolLine { ConnectionId = _id, FromClient = fromClient, Text = text });

    private static bool IsConnectionFault(Exception exception) =>
        exception is SocketException or IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException
            or System.Security.Authentication.AuthenticationException;

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
        if (IsExpired)
        {
            return new SmtpSessionException(FailureKind.Transient, $"The relay did not answer in time {when}.", reply: null, exception);
        }

        return new SmtpSessionException(FailureKind.Transient, $"The connection to the relay broke {when}: {exception.Message}", reply: null, exception);
    }
}
