using System.Net;
using Outreach.Deliverability;

namespace Outreach.Providers.Smtp;

/// <summary>The addresses of a mail exchanger that may be connected to.</summary>
internal sealed class MailHostAddressSource(SmtpOptions options, IMailExchangerResolver exchangers) : ISmtpAddresses
{
    public async ValueTask<IPAddress[]> FindAsync(CancellationToken cancellationToken)
    {
        var direct = options.Direct!;
        var found = IPAddress.TryParse(options.Host, out var literal)
            ? new MailHostAddresses { Addresses = [literal] }
            : await exchangers.FindAddressesAsync(options.Host, cancellationToken).ConfigureAwait(false);
        var fitting = found.Addresses
            .Where(one => options.LocalAddress is null || one.AddressFamily == options.LocalAddress.AddressFamily)
            .Where(one => IsUnicast(one) && (direct.AllowPrivateAddresses || PublicAddresses.IsPublic(one)))
            .Take(direct.MaxAddressesPerHost).ToArray();
        return fitting.Length > 0 ? fitting : throw Unusable(found);
    }

    // To connect to the unspecified address is to connect to this machine.
    private static bool IsUnicast(IPAddress address) =>
        !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) && !address.Equals(IPAddress.Broadcast)
        && !address.IsIPv6Multicast && address.GetAddressBytes()[0] is not (>= 224 and < 240);

    private SmtpSessionException Unusable(MailHostAddresses found)
    {
        if (found.IsTemporaryFailure)
        {
            return new SmtpSessionException(FailureKind.Transient, found.Detail + ".", new ProviderReply { EnhancedCode = "4.4.3" });
        }

        var text = found.Addresses.Count == 0
            ? $"{found.Detail}."
            : $"The mail exchanger {options.Host} has no address that may be used: only {string.Join(", ", found.Addresses.Take(3))}.";
        return new SmtpSessionException(FailureKind.Permanent, text, new ProviderReply { EnhancedCode = "5.4.4" });
    }
}
