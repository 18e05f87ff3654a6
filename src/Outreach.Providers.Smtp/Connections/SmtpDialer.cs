using System.Net;
using System.Net.Sockets;

namespace Outreach.Providers.Smtp;

/// <summary>Connects to an address of a server.</summary>
internal sealed class SmtpDialer(SmtpOptions options, TimeProvider time)
{
    /// <exception cref="SmtpSessionException">It did not answer; the text says what to do.</exception>
    public async Task<Socket> ConnectAsync(IPAddress address, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Timeouts.Connect, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (options.LocalAddress is { } source)
            {
                socket.Bind(new IPEndPoint(source, 0));
            }

            await socket.ConnectAsync(new IPEndPoint(address, options.Port), either.Token).ConfigureAwait(false);
            return socket;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw new SmtpSessionException(FailureKind.Transient, Describe(address, exception), reply: null, exception);
        }
    }

    private string Describe(IPAddress address, Exception exception)
    {
        var reason = exception is OperationCanceledException ? "it did not answer in time" : exception.Message;
        return options.Direct is null
            ? $"The relay {options.Host}:{options.Port} cannot be reached: {reason}. Check SmtpOptions.Host, Port and LocalAddress, and the firewall."
            : $"The mail exchanger {options.Host} ({address}, port {options.Port}) cannot be reached: {reason}. If no other can be either, this network may not let mail out.";
    }
}
