using System.Net;
using System.Text.Json;
using Outreach.Dns;
using Outreach.TestServers;

namespace Outreach.Deliverability.Tests.Spf;

/// <summary>The cases of openspf for RFC 7208.</summary>
public sealed class SpfConformanceTests
{
    [Fact]
    public async Task Check_CasesOfRfc7208_GivesTheirResultsAndExplanations()
    {
        using var cases = ConformanceCorpus.Json("spf", "cases.json");
        var failed = new List<string>();
        var run = 0;
        foreach (var scenario in cases.RootElement.EnumerateArray())
        {
            var evaluator = new SpfEvaluator(Zone(scenario.GetProperty("zone")));
            foreach (var test in scenario.GetProperty("tests").EnumerateArray())
            {
                run++;
                if (await DifferenceAsync(evaluator, test) is { } difference)
                {
                    failed.Add($"{scenario.GetProperty("scenario")} / {test.GetProperty("id")}: {difference}");
                }
            }
        }

        ConformanceCorpus.Report("spf", run, failed, 0, []);
    }

    private static async Task<string?> DifferenceAsync(SpfEvaluator evaluator, JsonElement test)
    {
        var client = new SpfClient
        {
            Address = IPAddress.Parse(test.GetProperty("ip").GetString()!),
            MailFrom = test.GetProperty("mailfrom").GetString()!,
            Helo = test.GetProperty("helo").GetString()!,
            Receiver = test.GetProperty("receiver").GetString() ?? "unknown",
        };
        var result = await evaluator.CheckAsync(client, TestContext.Current.CancellationToken);
        var verdict = result.Verdict.ToString().ToLowerInvariant();
        var allowed = test.GetProperty("result_any_of").EnumerateArray().Select(item => item.GetString()).ToList();
        if (!allowed.Contains(verdict))
        {
            return $"{verdict} instead of {string.Join(" or ", allowed)} ({result.Problem})";
        }

        var explanation = test.GetProperty("explanation").GetString();
        return explanation is null || explanation == (result.Explanation ?? "DEFAULT") ? null : $"explanation \"{result.Explanation}\" instead of \"{explanation}\"";
    }

    private static ZoneResolver Zone(JsonElement zone)
    {
        var resolver = new ZoneResolver();
        foreach (var name in zone.EnumerateObject())
        {
            foreach (var record in name.Value.EnumerateArray())
            {
                Add(resolver, name.Name, record);
            }
        }

        return resolver;
    }

    private static void Add(ZoneResolver resolver, string name, JsonElement record)
    {
        switch (record.TryGetProperty("type", out var type) ? type.GetString() : "timeout")
        {
            case "timeout":
                resolver.Silent(name);
                break;
            case "TXT":
                resolver.Txt(name, [.. record.GetProperty("strings").EnumerateArray().Select(text => text.GetString()!)]);
                break;
            case "A" or "AAAA":
                resolver.Address(name, record.GetProperty("value").GetString()!);
                break;
            case "MX":
                resolver.Mx(name, record.GetProperty("exchange").GetString()!.TrimEnd('.'), record.GetProperty("preference").GetInt32());
                break;
            case "PTR":
                resolver.Named(name, DnsRecordType.Ptr, record.GetProperty("value").GetString()!);
                break;
            case "CNAME":
                resolver.Named(name, DnsRecordType.Cname, record.GetProperty("value").GetString()!);
                break;
        }
    }
}
