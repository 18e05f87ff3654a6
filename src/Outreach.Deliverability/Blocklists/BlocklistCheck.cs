using System.Net;
using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>Asks blocklists about the sending addresses and the domain.</summary>
internal sealed class BlocklistCheck : IDomainCheck
{
    private static readonly IPNetwork Listed = IPNetwork.Parse("127.0.0.0/16");

    public DomainCheckArea Area => DomainCheckArea.Blocklists;

    public async Task RunAsync(CheckRun run)
    {
        var questions = run.Request.Blocklists.SelectMany(list => list.Target == BlocklistTarget.Domain
            ? [(List: list, Subject: run.Domain, Name: $"{run.Domain}.{list.Zone}")]
            : run.Request.SendingAddresses.Select(address => (List: list, Subject: address.ToString(), Name: $"{DnsName.ReverseLabels(address)}.{list.Zone}"))).ToList();
        await Task.WhenAll(questions.Select(question => AskAsync(run, question.List, question.Subject, question.Name))).ConfigureAwait(false);
        if (run.Findings.Count == 0 && questions.Count > 0)
        {
            run.Good("blocklist.ok", "Neither the domain nor its addresses are listed.", string.Join(", ", run.Request.Blocklists.Select(list => list.Zone)));
        }
    }

    private static async Task AskAsync(CheckRun run, Blocklist list, string subject, string name)
    {
        var answer = await run.QueryAsync(name, DnsRecordType.A).ConfigureAwait(false);
        var codes = answer.Records.OfType<AddressRecord>().Select(record => record.Address).ToList();
        if (answer.IsTemporaryFailure)
        {
            Add(run, FindingSeverity.Notice, "blocklist.unknown", $"{list.Zone} did not answer about {subject}.", answer.Detail, "");
            return;
        }

        // RFC 5782 §2.1: answers are in 127.0.0.0/8. Lists say with others of these that they don't answer such questions.
        var listed = codes.FindAll(Listed.Contains);
        if (listed.Count > 0)
        {
            var reason = await run.QueryAsync(name, DnsRecordType.Txt).ConfigureAwait(false);
            var evidence = $"{string.Join(", ", listed)} {string.Join(' ', reason.Texts)}".TrimEnd();
            Add(run, FindingSeverity.Error, "blocklist.listed", $"{subject} is listed by {list.Zone}.", evidence, $"Stop what led to it, then ask for removal{(list.Removal is { } place ? $": {place}" : " at the list")}.");
        }
        else if (codes.Count > 0)
        {
            Add(run, FindingSeverity.Notice, "blocklist.refused", $"{list.Zone} does not answer questions that come from here.", string.Join(", ", codes), "Ask through a DNS server of your own, or subscribe to the list.");
        }
    }

    private static void Add(CheckRun run, FindingSeverity severity, string code, string message, string evidence, string fix)
    {
        lock (run.Findings)
        {
            run.Add(severity, code, message, evidence, fix);
        }
    }
}
