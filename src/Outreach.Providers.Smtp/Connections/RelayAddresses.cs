using System.Net;
using System.Net.Sockets;

namespace Outreach.Providers.Smtp;

/// <summary>The addresses of a relay, as the system knows them.</summary>
internal sealed class RelayAddresses(SmtpOptions options, TimeProvider time) : ISmtpAddresses
{
    private const int MaxAddresses = 8;

    public async ValueTask<IPAddress[]> FindAsync(CancellationToken cancellationToken)
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
