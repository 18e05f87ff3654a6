using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>Reads a domain's SPF record with all that it includes, whoever sends. Safe for concurrent use.</summary>
/// <param name="dns">Asks DNS.</param>
public sealed class SpfAuditor(IDnsResolver dns)
{
    // A receiver stops after ten; some more are read, to show where the surplus is.
    private const int MaxRecords = 60;

    /// <summary>Reads the records.</summary>
    /// <param name="domain">The domain whose mail is sent.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The tree of records.</returns>
    public async Task<SpfAudit> AuditAsync(string domain, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(domain);
        var walk = new Walk(dns, cancellationToken);
        return new SpfAudit { Domain = domain, Root = await walk.ReadAsync(domain, "", []).ConfigureAwait(false) };
    }

    private sealed class Walk(IDnsResolver dns, CancellationToken cancellationToken)
    {
        private int _records;

        public async Task<SpfAuditNode> ReadAsync(string domain, string term, IReadOnlyList<string> above)
        {
            var node = new SpfAuditNode { Domain = domain, Term = term };
            if (above.Contains(domain, StringComparer.OrdinalIgnoreCase))
            {
                return node with { Problem = $"{domain} includes itself" };
            }

            if (++_records > MaxRecords)
            {
                return node with { Problem = $"more than {MaxRecords} records are included" };
            }

            var answer = await dns.QueryAsync(domain, DnsRecordType.Txt, cancellationToken).ConfigureAwait(false);
            var meant = answer.Texts.Where(SpfRecord.IsMeant).ToList();
            if (meant.Count != 1)
            {
                return node with
                {
                    Text = string.Join('\n', meant),
                    IsTemporaryFailure = answer.IsTemporaryFailure,
                    Problem = answer.IsTemporaryFailure ? $"DNS could not be asked for {domain}: {answer.Detail}"
                        : meant.Count == 0 ? $"{domain} has no SPF record"
                        : $"{domain} has {meant.Count} SPF records; only one may be there",
                };
            }

            return SpfRecord.TryParse(meant[0], out var record, out var error)
                ? await ReadBelowAsync(node with { Record = record, Text = record.Text }, record, [.. above, domain]).ConfigureAwait(false)
                : node with { Text = meant[0], Problem = $"the record of {domain} is not in order. {error}" };
        }

        private async Task<SpfAuditNode> ReadBelowAsync(SpfAuditNode node, SpfRecord record, IReadOnlyList<string> above)
        {
            var children = new List<SpfAuditNode>();
            var empty = new List<string>();
            foreach (var term in record.Redirect is { } redirect ? record.Mechanisms.Append(redirect) : record.Mechanisms)
            {
                // What a macro stands for depends on the client.
                if (!term.CountsAsLookup || (term.Macros is { IsFixed: false }))
                {
                    continue;
                }

                var target = term.Macros?.FixedText.TrimEnd('.') ?? node.Domain;
                if (term.Kind is SpfTermKind.Include or SpfTermKind.Redirect)
                {
                    children.Add(await ReadAsync(target, term.Text, above).ConfigureAwait(false));
                }
                else if (term.Kind is SpfTermKind.A or SpfTermKind.Mx && await IsEmptyAsync(target, term.Kind).ConfigureAwait(false))
                {
                    empty.Add(term.Text);
                }
            }

            return node with { Children = children, EmptyNames = empty };
        }

        private async Task<bool> IsEmptyAsync(string name, SpfTermKind kind)
        {
            DnsRecordType[] types = kind == SpfTermKind.Mx ? [DnsRecordType.Mx] : [DnsRecordType.A, DnsRecordType.Aaaa];
            foreach (var type in types)
            {
                var answer = await dns.QueryAsync(name, type, cancellationToken).ConfigureAwait(false);
                if (answer.Status is not (DnsStatus.NoData or DnsStatus.NameNotFound))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
