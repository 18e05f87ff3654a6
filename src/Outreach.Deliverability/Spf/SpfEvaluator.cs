using System.Text;
using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>Evaluates SPF as receivers do: <c>check_host()</c> of RFC 7208 §4, with all its limits. Safe for concurrent use.</summary>
/// <param name="dns">Asks DNS.</param>
/// <param name="timeProvider">The clock for the macro <c>t</c>; <see langword="null"/> for the system's.</param>
public sealed class SpfEvaluator(IDnsResolver dns, TimeProvider? timeProvider = null)
{
    private readonly TimeProvider _timeProvider = timeProvider ?? TimeProvider.System;

    /// <summary>Evaluates the record of the domain in <c>MAIL FROM</c>, or in <c>HELO</c> where that is empty.</summary>
    /// <param name="client">Who wants to send.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    /// <returns>The verdict and its reason. What is wrong with record or DNS is a verdict, too.</returns>
    public Task<SpfResult> CheckAsync(SpfClient client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        var sender = client.MailFrom.Length == 0 ? client.Helo : client.MailFrom;
        return CheckAsync(client, sender[(sender.LastIndexOf('@') + 1)..], cancellationToken);
    }

    /// <summary>Evaluates the record of any domain.</summary>
    /// <param name="client">Who wants to send.</param>
    /// <param name="domain">The domain whose record is evaluated.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    /// <returns>The verdict and its reason. What is wrong with record or DNS is a verdict, too.</returns>
    public async Task<SpfResult> CheckAsync(SpfClient client, string domain, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(domain);
        var session = new SpfSession(dns, client, _timeProvider.GetUtcNow(), cancellationToken);
        SpfResult result;
        try
        {
            result = await CheckHostAsync(session, domain.TrimEnd('.'), explains: true).ConfigureAwait(false);
        }
        catch (SpfFailure failure)
        {
            result = new SpfResult { Verdict = failure.Verdict, Domain = domain, Problem = failure.Message };
        }

        return result with { Domain = domain, Lookups = session.Lookups, VoidLookups = session.VoidLookups };
    }

    private static async Task<SpfResult> CheckHostAsync(SpfSession session, string domain, bool explains)
    {
        if (!IsDomain(domain))
        {
            return new SpfResult { Verdict = SpfVerdict.None, Domain = domain, Problem = $"\"{domain}\" is no whole domain" };
        }

        var meant = (await session.TextsAsync(domain).ConfigureAwait(false)).Where(SpfRecord.IsMeant).ToList();
        if (meant.Count != 1)
        {
            // RFC 7208 §4.5: several records are an error.
            return meant.Count == 0
                ? new SpfResult { Verdict = SpfVerdict.None, Domain = domain, Problem = $"{domain} has no SPF record" }
                : throw new SpfFailure(SpfVerdict.PermError, $"{domain} has {meant.Count} SPF records; only one may be there (RFC 7208 §4.5)");
        }

        if (!SpfRecord.TryParse(meant[0], out var record, out var error))
        {
            throw new SpfFailure(SpfVerdict.PermError, $"the record of {domain} is not in order. {error}");
        }

        foreach (var term in record.Mechanisms)
        {
            if (await MatchesAsync(term, session, domain).ConfigureAwait(false))
            {
                return new SpfResult
                {
                    Verdict = term.Qualifier,
                    Domain = domain,
                    Mechanism = term.Text,
                    Explanation = explains && term.Qualifier == SpfVerdict.Fail ? await ExplainAsync(record, session, domain).ConfigureAwait(false) : null,
                };
            }
        }

        return record.Redirect is { } redirect
            ? await RedirectAsync(redirect, session, domain, explains).ConfigureAwait(false)
            : new SpfResult { Verdict = SpfVerdict.Neutral, Domain = domain };
    }

    private static async Task<SpfResult> RedirectAsync(SpfTerm redirect, SpfSession session, string domain, bool explains)
    {
        session.CountLookup(redirect.Text);
        var target = await SpfMacroExpander.ExpandDomainAsync(redirect, session, domain).ConfigureAwait(false);
        var result = await CheckHostAsync(session, target, explains).ConfigureAwait(false);

        // RFC 7208 §6.1: a target without record is an error.
        return result.Verdict == SpfVerdict.None
            ? throw new SpfFailure(SpfVerdict.PermError, $"\"{redirect.Text}\" of {domain} leads nowhere: {result.Problem}")
            : result;
    }

    private static async ValueTask<bool> MatchesAsync(SpfTerm term, SpfSession session, string domain)
    {
        if (term.CountsAsLookup)
        {
            session.CountLookup(term.Text);
        }

        return term.Kind switch
        {
            SpfTermKind.All => true,
            SpfTermKind.Ip4 or SpfTermKind.Ip6 => term.Network!.Value.Contains(session.Address),
            SpfTermKind.Include => await IncludesAsync(term, session, domain).ConfigureAwait(false),
            SpfTermKind.A => await HasAddressAsync(term, session, await SpfMacroExpander.ExpandDomainAsync(term, session, domain).ConfigureAwait(false)).ConfigureAwait(false),
            SpfTermKind.Mx => await HasExchangerAsync(term, session, domain).ConfigureAwait(false),
            SpfTermKind.Ptr => await HasNameAsync(term, session, domain).ConfigureAwait(false),
            _ => await ExistsAsync(term, session, domain).ConfigureAwait(false),
        };
    }

    private static async Task<bool> IncludesAsync(SpfTerm term, SpfSession session, string domain)
    {
        var target = await SpfMacroExpander.ExpandDomainAsync(term, session, domain).ConfigureAwait(false);
        var result = await CheckHostAsync(session, target, explains: false).ConfigureAwait(false);
        return result.Verdict switch
        {
            SpfVerdict.Pass => true,
            SpfVerdict.None => throw new SpfFailure(SpfVerdict.PermError, $"\"{term.Text}\" of {domain} leads nowhere: {result.Problem}"),
            _ => false,
        };
    }

    private static async Task<bool> HasAddressAsync(SpfTerm term, SpfSession session, string name)
    {
        var addresses = await session.AddressesAsync(name).ConfigureAwait(false);
        var prefix = session.IsIPv4 ? term.IPv4Prefix : term.IPv6Prefix;
        return addresses.Any(record => SpfNetworks.Contains(record.Address, prefix, session.Address));
    }

    private static async Task<bool> HasExchangerAsync(SpfTerm term, SpfSession session, string domain)
    {
        var target = await SpfMacroExpander.ExpandDomainAsync(term, session, domain).ConfigureAwait(false);
        var exchangers = await session.FindAsync<MxRecord>(target, DnsRecordType.Mx).ConfigureAwait(false);
        if (exchangers.Count > SpfLimits.MxNames)
        {
            throw new SpfFailure(SpfVerdict.PermError, $"{target} has more than {SpfLimits.MxNames} mail exchangers (RFC 7208 §4.6.4)");
        }

        foreach (var exchanger in exchangers.Where(exchanger => !exchanger.IsNull))
        {
            if (await HasAddressAsync(term, session, exchanger.Exchange).ConfigureAwait(false))
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<bool> HasNameAsync(SpfTerm term, SpfSession session, string domain)
    {
        var target = await SpfMacroExpander.ExpandDomainAsync(term, session, domain).ConfigureAwait(false);
        var names = await session.ValidatedNamesAsync().ConfigureAwait(false);
        return names.Any(name => name.Equals(target, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + target, StringComparison.OrdinalIgnoreCase));
    }

    // RFC 7208 §5.7: an A record, also for a client with IPv6.
    private static async Task<bool> ExistsAsync(SpfTerm term, SpfSession session, string domain)
    {
        var target = await SpfMacroExpander.ExpandDomainAsync(term, session, domain).ConfigureAwait(false);
        return (await session.FindAsync<AddressRecord>(target, DnsRecordType.A).ConfigureAwait(false)).Count > 0;
    }

    // RFC 7208 §6.2: whatever is wrong with an explanation means that there is none.
    private static async Task<string?> ExplainAsync(SpfRecord record, SpfSession session, string domain)
    {
        if (record.Terms.FirstOrDefault(term => term.Kind == SpfTermKind.Explanation) is not { } term)
        {
            return null;
        }

        try
        {
            var target = await SpfMacroExpander.ExpandDomainAsync(term, session, domain).ConfigureAwait(false);
            var texts = await session.TextsAsync(target).ConfigureAwait(false);
            return texts is [var text] && Ascii.IsValid(text)
                ? await SpfMacroExpander.ExpandAsync(SpfMacroText.ParseExplanation(text), session, domain).ConfigureAwait(false)
                : null;
        }
        catch (SpfFailure)
        {
            return null;
        }
        catch (SpfSyntaxException)
        {
            return null;
        }
    }

    // RFC 7208 §4.3: a name with at least two labels.
    private static bool IsDomain(string domain) =>
        domain.Contains('.', StringComparison.Ordinal) && !domain.StartsWith('[') && DnsName.TryNormalize(domain, out _);
}
