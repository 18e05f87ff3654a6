using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>Looks at the domain's policy for encrypted delivery.</summary>
internal sealed class MtaStsCheck(IMtaStsPolicySource? policies) : IDomainCheck
{
    private static readonly TimeSpan ShortAge = TimeSpan.FromDays(1);

    public DomainCheckArea Area => DomainCheckArea.MtaSts;

    public async Task RunAsync(CheckRun run)
    {
        var name = "_mta-sts." + run.Domain;
        var answer = await run.QueryAsync(name, DnsRecordType.Txt).ConfigureAwait(false);
        if (run.IsUnknown(answer, "mta-sts.unknown"))
        {
            return;
        }

        var texts = answer.Texts.Where(text => TagList.HasVersion(text, "STSv1")).ToList();
        if (texts.Count != 1)
        {
            // RFC 8461 §3.1: with several, there is none.
            run.Add(
                texts.Count == 0 ? FindingSeverity.Notice : FindingSeverity.Error,
                texts.Count == 0 ? "mta-sts.missing" : "mta-sts.multiple",
                texts.Count == 0 ? $"{run.Domain} does not ask for encrypted delivery." : $"{name} has {texts.Count} records, so senders follow none of them.",
                string.Join('\n', texts),
                $"Put a policy at https://mta-sts.{run.Domain}/.well-known/mta-sts.txt, then publish this record; change its id with each change of the policy.",
                PublishedRecord.Txt(name, "v=STSv1; id=1"));
            return;
        }

        var id = TagList.Parse(texts[0])["id"] ?? "";
        if (id.Length is 0 or > 32 || !id.All(char.IsAsciiLetterOrDigit))
        {
            run.Add(FindingSeverity.Error, "mta-sts.id", "The record has no id of 1 to 32 letters and digits, so senders ignore it.", texts[0], "Publish this record.", PublishedRecord.Txt(name, "v=STSv1; id=1"));
        }

        if (policies is not null)
        {
            await CheckPolicyAsync(run, policies).ConfigureAwait(false);
        }

        if (run.Findings.Count == 0)
        {
            run.Good("mta-sts.ok", $"{run.Domain} asks for encrypted delivery.", texts[0]);
        }
    }

    private static async Task CheckPolicyAsync(CheckRun run, IMtaStsPolicySource policies)
    {
        var fetch = await policies.FetchAsync(run.Domain, run.CancellationToken).ConfigureAwait(false);
        if (fetch.Text is null)
        {
            run.Add(FindingSeverity.Error, "mta-sts.unreachable", $"The policy can't be fetched: {fetch.Problem}.", "", $"Serve it at https://mta-sts.{run.Domain}/.well-known/mta-sts.txt with a valid certificate.");
            return;
        }

        if (!MtaStsPolicy.TryParse(fetch.Text, out var policy, out var problem))
        {
            run.Add(FindingSeverity.Error, "mta-sts.policy", $"The policy is not in order: {problem}.", fetch.Text, "Correct the file.");
            return;
        }

        if (policy.Mode != MtaStsMode.Enforce)
        {
            run.Add(FindingSeverity.Notice, "mta-sts.mode", $"The policy is in the mode {policy.Mode.ToString().ToLowerInvariant()}, so senders deliver without encryption, too.", fetch.Text, "Set \"mode: enforce\" once the TLS reports show no failures.");
        }

        if (policy.MaxAge < ShortAge)
        {
            run.Add(FindingSeverity.Notice, "mta-sts.max-age", "Senders forget the policy within a day.", fetch.Text, "Set max_age to some weeks, such as 1209600.");
        }

        var answer = await run.QueryAsync(run.Domain, DnsRecordType.Mx).ConfigureAwait(false);
        foreach (var host in answer.Records.OfType<MxRecord>().Select(record => record.Exchange).Where(host => host.Length > 0 && !policy.Allows(host)))
        {
            run.Add(policy.Mode == MtaStsMode.Enforce ? FindingSeverity.Error : FindingSeverity.Warning, "mta-sts.mx", $"The policy does not name the mail exchanger {host}.", fetch.Text, $"Add the line \"mx: {host}\".");
        }
    }
}
