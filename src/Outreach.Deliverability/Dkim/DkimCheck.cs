using Outreach.Dns;
using Outreach.Mime;

namespace Outreach.Deliverability;

/// <summary>Looks at the records of the keys that sign.</summary>
internal sealed class DkimCheck : IDomainCheck
{
    private const int StrongRsaBits = 2048;
    private const int LeastRsaBits = 1024;

    public DomainCheckArea Area => DomainCheckArea.Dkim;

    public async Task RunAsync(CheckRun run)
    {
        if (run.Request.DkimSelectors.Count == 0)
        {
            run.Add(FindingSeverity.Notice, "dkim.no-selector", "No selector was given, so no key was looked at.", "", $"Check again with the selector: the s= of the DKIM-Signature in a message from {run.Domain}.");
        }

        foreach (var selector in run.Request.DkimSelectors)
        {
            await CheckAsync(run, selector).ConfigureAwait(false);
        }
    }

    private static async Task CheckAsync(CheckRun run, DkimSelector selector)
    {
        var name = $"{selector.Name}._domainkey.{run.Domain}";
        var proposal = selector.Record is { } text ? PublishedRecord.Txt(name, text) : null;
        var answer = await run.QueryAsync(name, DnsRecordType.Txt).ConfigureAwait(false);
        if (run.IsUnknown(answer, "dkim.unknown"))
        {
            return;
        }

        var texts = answer.Texts.ToList();
        if (texts.Count != 1)
        {
            var isMissing = texts.Count == 0;
            run.Add(
                FindingSeverity.Error,
                isMissing ? "dkim.missing" : "dkim.multiple",
                isMissing ? $"{name} has no record, so no signature with this selector passes." : $"{name} has {texts.Count} records; which one receivers take is chance.",
                string.Join('\n', texts),
                proposal is null ? "Publish the record that the signer or provider gives you under this name, and no other." : "Publish this record, and no other.",
                proposal);
            return;
        }

        CheckKey(run, name, texts[0], selector.Record, proposal);
    }

    private static void CheckKey(CheckRun run, string name, string text, string? expected, PublishedRecord? proposal)
    {
        var key = DkimKeyRecord.Read(text);
        var found = run.Findings.Count;
        var renew = proposal is null ? "Publish the record that the signer or provider gives you." : "Publish this record.";
        if (key.IsRevoked)
        {
            run.Add(FindingSeverity.Error, "dkim.revoked", $"The key of {name} is revoked: p is empty.", text, renew, proposal);
        }
        else if (key.Problem.Length > 0)
        {
            run.Add(FindingSeverity.Error, "dkim.malformed", $"The record of {name} is not in order: {key.Problem}.", text, renew, proposal);
        }
        else if (key.KeyType == "rsa" && key.KeyBits < StrongRsaBits)
        {
            run.Add(key.KeyBits < LeastRsaBits ? FindingSeverity.Error : FindingSeverity.Warning, "dkim.weak", $"The key of {name} has {key.KeyBits} bits; receivers refuse less than {LeastRsaBits} (RFC 8301 §3.2).", text, $"Sign with a new key of {StrongRsaBits} bits under another selector.");
        }

        if (key.IsTest)
        {
            run.Add(FindingSeverity.Warning, "dkim.test", $"The key of {name} says that it is only a test (t=y): receivers may treat its mail as unsigned.", text, "Publish this record.", PublishedRecord.Txt(name, WithoutTestFlag(text)));
        }

        if (expected is not null && key is { IsRevoked: false, Problem: "" } && DkimKeyRecord.Read(expected).PublicKey != key.PublicKey)
        {
            run.Add(FindingSeverity.Error, "dkim.other-key", $"{name} has another key than the one that signs, so no signature passes.", text, renew, proposal);
        }

        if (run.Findings.Count == found)
        {
            run.Good("dkim.ok", $"{name} has a key of kind {key.KeyType} with {key.KeyBits} bits.", text);
        }
    }

    private static string WithoutTestFlag(string text) =>
        string.Join("; ", text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(tag => !tag.StartsWith("t=", StringComparison.Ordinal) && !tag.StartsWith("t ", StringComparison.Ordinal)));
}
