using System.Net.Sockets;

namespace Outreach.Dns;

/// <summary>
/// Finds mail exchangers as RFC 5321 §5.1 says: MX records, and the domain's own address only where there are none. What it finds is kept by its
/// <see cref="IDnsResolver"/>. Safe for concurrent use.
/// </summary>
public sealed class MailExchangerResolver : IMailExchangerResolver
{
    private readonly IDnsResolver _dns;

    /// <summary>Makes a resolver.</summary>
    /// <param name="dns">Asks DNS.</param>
    public MailExchangerResolver(IDnsResolver dns)
    {
        ArgumentNullException.ThrowIfNull(dns);
        _dns = dns;
    }

    /// <inheritdoc/>
    public async ValueTask<MailExchangerAnswer> FindAsync(string domain, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var answer = await _dns.QueryAsync(domain, DnsRecordType.Mx, cancellationToken).ConfigureAwait(false);
        return answer.Status switch
        {
            DnsStatus.Success => Sort(answer),
            DnsStatus.NoData => await FindImplicitAsync(answer, cancellationToken).ConfigureAwait(false),
            DnsStatus.NameNotFound or DnsStatus.InvalidName => None(MailExchangerStatus.DomainNotFound, answer, $"{domain} does not exist"),

            // Without knowing that there is no MX the domain's own address must not be tried.
            _ => None(MailExchangerStatus.TemporaryFailure, answer, Describe(answer)),
        };
    }

    /// <inheritdoc/>
    public async ValueTask<MailHostAddresses> FindAddressesAsync(string host, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        var v4 = await _dns.QueryAsync(host, DnsRecordType.A, cancellationToken).ConfigureAwait(false);
        var v6 = await _dns.QueryAsync(host, DnsRecordType.Aaaa, cancellationToken).ConfigureAwait(false);
        var addresses = v4.Records.Concat(v6.Records).OfType<AddressRecord>().Select(static record => record.Address)
            .OrderBy(static address => address.AddressFamily == AddressFamily.InterNetworkV6).ToArray();
        if (addresses.Length > 0)
        {
            return new MailHostAddresses { Addresses = addresses };
        }

        var failed = IsTemporary(v4) ? v4 : v6;
        return IsTemporary(failed)
            ? new MailHostAddresses { IsTemporaryFailure = true, Detail = Describe(failed) }
            : new MailHostAddresses { Detail = v4.Status == DnsStatus.NameNotFound ? $"{host} does not exist" : $"{host} has no address" };
    }

    private static MailExchangerAnswer Sort(DnsAnswer answer)
    {
        // RFC 7505 §3: a null MX stands alone. Beside others it says nothing.
        var exchangers = answer.Records.OfType<MxRecord>().Where(static record => !record.IsNull)
            .Select(static record => new MailExchanger(record.Exchange, record.Preference))
            .OrderBy(static exchanger => exchanger.Preference).ToArray();
        return exchangers.Length == 0
            ? None(MailExchangerStatus.NoMail, answer, $"{answer.Name} says that it takes no mail (null MX, RFC 7505)")
            : new MailExchangerAnswer { Status = MailExchangerStatus.Found, Exchangers = exchangers, TimeToLive = answer.TimeToLive };
    }

    private async ValueTask<MailExchangerAnswer> FindImplicitAsync(DnsAnswer answer, CancellationToken cancellationToken)
    {
        var own = await FindAddressesAsync(answer.Name, cancellationToken).ConfigureAwait(false);
        if (own.Addresses.Count > 0)
        {
            return new MailExchangerAnswer { Status = MailExchangerStatus.Found, Exchangers = [new MailExchanger(answer.Name, 0)], TimeToLive = answer.TimeToLive };
        }

        return own.IsTemporaryFailure
            ? None(MailExchangerStatus.TemporaryFailure, answer, own.Detail)
            : None(MailExchangerStatus.NoServer, answer, $"{answer.Name} has neither a mail exchanger nor an address");
    }

    // An alias that leads nowhere today may be mended tomorrow.
    private static bool IsTemporary(DnsAnswer answer) => answer.IsTemporaryFailure || answer.Status == DnsStatus.AliasLoop;

    private static string Describe(DnsAnswer answer) =>
        $"DNS could not be asked for {answer.Name}: {(answer.Detail.Length > 0 ? answer.Detail : answer.Status.ToString())}";

    private static MailExchangerAnswer None(MailExchangerStatus status, DnsAnswer answer, string detail) =>
        new() { Status = status, Detail = detail, TimeToLive = answer.TimeToLive };
}
