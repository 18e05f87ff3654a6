using System.Text.Json;
using Outreach.Dns;
using Outreach.TestServers;

namespace Outreach.Deliverability.Tests.Dmarc;

/// <summary>Cases of Mail::DMARC and mailauth. Where RFC 7489 and RFC 9989 differ, RFC 9989 counts; these cases are listed.</summary>
public sealed class DmarcConformanceTests
{
    /// <summary>Contested cases of the corpus: what RFC 9989 says, and where.</summary>
    private static readonly Dictionary<string, (string Result, string Disposition, string? Domain, string Reason)> Contested = new()
    {
        ["gen-0429"] = ("fail", "reject", "com", "the walk finds the record of com (§4.10)"),
        ["gen-0445"] = ("fail", "reject", "b.example.com", "the walk finds the record of b.example.com (§4.10)"),
        ["gen-0457"] = ("fail", "none", "example.com", "a wrong p with an address for reports counts as p=none (§4.10.1)"),
        ["gen-0469"] = ("none", "none", null, "a record starts with v (§4.8)"),
    };

    [Fact]
    public async Task Evaluate_CasesOfMailDmarc_FollowRfc9989()
    {
        using var cases = ConformanceCorpus.Json("dmarc", "generated.json");
        var failed = new List<string>();
        var run = 0;
        foreach (var test in cases.RootElement.EnumerateArray())
        {
            run++;
            var id = test.GetProperty("id").GetString()!;
            var dns = new ZoneResolver();
            foreach (var record in test.GetProperty("dns").EnumerateObject())
            {
                foreach (var text in record.Value.ValueKind == JsonValueKind.Array ? record.Value.EnumerateArray().Select(item => item.GetString()!) : [record.Value.GetString()!])
                {
                    dns.Txt(record.Name, text);
                }
            }

            var spf = test.GetProperty("spf");
            var result = await new DmarcEvaluator(dns).EvaluateAsync(
                new DmarcMessage
                {
                    FromDomain = test.GetProperty("header_from").GetString()!,
                    SpfDomain = spf.GetProperty("result").GetString() == "pass" ? spf.GetProperty("domain").GetString() : null,
                    DkimDomains = [.. test.GetProperty("dkim").EnumerateArray().Where(item => item.GetProperty("result").GetString() == "pass").Select(item => item.GetProperty("domain").GetString()!)],
                },
                TestContext.Current.CancellationToken);
            var expected = test.GetProperty("expected");
            var wanted = Contested.TryGetValue(id, out var contested)
                ? (contested.Result, contested.Disposition, contested.Domain, false, false)
                : (expected.GetProperty("result").GetString()!, expected.GetProperty("disposition").GetString()!, expected.GetProperty("policy_domain").GetString(),
                    expected.GetProperty("spf_aligned").GetBoolean(), expected.GetProperty("dkim_aligned").GetBoolean());
            var actual = (Word(result.Verdict), Word(result.Disposition), result.Discovery.PolicyDomain, result.IsSpfAligned, result.AlignedDkimDomain is not null);
            if (actual != wanted)
            {
                failed.Add($"{id}: {actual} instead of {wanted}");
            }
        }

        foreach (var (id, contested) in Contested)
        {
            TestContext.Current.TestOutputHelper!.WriteLine($"contested {id}: RFC 9989 says {contested.Result}, {contested.Disposition}: {contested.Reason}");
        }

        ConformanceCorpus.Report("dmarc, Mail::DMARC", run, failed, 0, []);
    }

    [Fact]
    public async Task Evaluate_CasesOfMailauth_Agree()
    {
        using var cases = ConformanceCorpus.Json("dmarc", "recorded.json");
        var failed = new List<string>();
        var (run, skipped) = (0, 0);
        foreach (var test in cases.RootElement.EnumerateArray())
        {
            var from = test.GetProperty("header_from");
            if (from.ValueKind == JsonValueKind.Array && from.GetArrayLength() != 1)
            {
                // Several senders: what calls DMARC decides.
                skipped++;
                continue;
            }

            run++;
            var address = from.ValueKind == JsonValueKind.Array ? from[0].GetString()! : from.GetString()!;
            var result = await EvaluateAsync(test, address[(address.LastIndexOf('@') + 1)..]);
            var expected = test.GetProperty("expected");
            var difference = Word(result.Verdict) != expected.GetProperty("result").GetString() ? $"{result.Verdict} instead of {expected.GetProperty("result")}"
                : expected.TryGetProperty("policy", out var policy) && Word(result.Policy) != policy.GetString() ? $"policy {result.Policy} instead of {policy}"
                : expected.TryGetProperty("alignment", out var alignment) && alignment.GetProperty("dkim").TryGetProperty("result", out var signer) && signer.GetString() != result.AlignedDkimDomain ? $"DKIM aligned {result.AlignedDkimDomain} instead of {signer}"
                : null;
            if (difference is not null)
            {
                failed.Add($"{test.GetProperty("id")}: {difference}");
            }
        }

        ConformanceCorpus.Report("dmarc, mailauth", run, failed, skipped, []);
    }

    private static Task<DmarcResult> EvaluateAsync(JsonElement test, string from)
    {
        var dns = new ZoneResolver();
        foreach (var record in test.GetProperty("dns").EnumerateObject())
        {
            var name = record.Name.Split(' ')[0];
            if (record.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (var texts in record.Value.EnumerateArray())
                {
                    dns.Txt(name, [.. texts.EnumerateArray().Select(text => text.GetString()!)]);
                }
            }
            else if (record.Value.GetProperty("error").GetString() != "ENOTFOUND")
            {
                dns.Silent(name);
            }
        }

        var spf = test.GetProperty("spf_passed_domains").EnumerateArray().Select(DomainOf).FirstOrDefault();
        return new DmarcEvaluator(dns).EvaluateAsync(
            new DmarcMessage { FromDomain = from, SpfDomain = spf, DkimDomains = [.. test.GetProperty("dkim_passed_domains").EnumerateArray().Select(DomainOf)] },
            TestContext.Current.CancellationToken);
    }

    private static string DomainOf(JsonElement item) => item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetProperty("domain").GetString()!;

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();
}
