using Outreach.Dns;
using Outreach.Mime;

namespace Outreach.Deliverability;

/// <summary>Finds DKIM keys in DNS, for <see cref="DkimVerifier"/>.</summary>
/// <param name="dns">Asks DNS.</param>
public sealed class DnsDkimKeyLookup(IDnsResolver dns) : IDkimKeyLookup
{
    /// <inheritdoc/>
    public async ValueTask<DkimKeyRecords> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        var answer = await dns.QueryAsync(name, DnsRecordType.Txt, cancellationToken).ConfigureAwait(false);
        return answer.IsTemporaryFailure ? DkimKeyRecords.TemporaryFailure : DkimKeyRecords.Found([.. answer.Texts]);
    }
}
