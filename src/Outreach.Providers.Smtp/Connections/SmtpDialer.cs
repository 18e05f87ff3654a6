using System.Net;
using System.Net.Sockets;

namespace Outreach.Providers.Smtp;

/// <summary>Finds the relay's addresses and connects to the first that answers.</summary>
internal sealed class SmtpDialer(SmtpOptions options, TimeProvider time)
{
    private const int MaxAddresses = 8;

    /// <exception cref="SmtpSessionException">None answered; the text says what to do.</exception>
    public async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(cancellationToken).ConfigureAwait(false);
        Exception? last = null;
        foreach (var address in addresses)
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
                last = exception;
            }
        }

        var reason = last is OperationCanceledException ? "it did not answer in time" : last?.Message;
        throw new SmtpSessionException(
            FailureKind.Transient,
            $"The relay {options.Host}:{options.Port} cannot be reached: {reason}. Check SmtpOptions.Host, Port and LocalAddress, and the firewall.",
            reply: null,
            last);
    }

    private async Task<IPAddress[]> ResolveAsync(CancellationToken cancellationToken)
    {
        IPAddress[] all;
        using var limit = new CancellationTokenSource(options.Timeouts.Connect, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            all = IPAddress.TryParse(options.Host, out var address)
                ? [address]
                : await Dns.GetHostAddressesAsync(options.Host, either.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new SmtpSessionException(
                FailureKind.Transient, $"The name {options.Host} cannot be resolved: {exception.Message}. Check SmtpOptions.Host.", reply: null, exception);
        }

        var fitting = all.Where(one => options.LocalAddress is null || one.AddressFamily == options.LocalAddress.AddressFamily).Take(MaxAddresses);
        return fitting.ToArray() is { Length: > 0 } addresses
            ? addresses
            : throw new SmtpSessionException(
                FailureKind.Transient, $"The name {options.Host} has no address that fits. Check SmtpOptions.Host and LocalAddress.");
    }
}
