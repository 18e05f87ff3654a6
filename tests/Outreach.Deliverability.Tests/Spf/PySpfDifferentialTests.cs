using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Outreach.TestServers;

namespace Outreach.Deliverability.Tests.Spf;

/// <summary>
/// Random records, evaluated by us and by pyspf (Debian's python3-spf). OUTREACH_LONG=1 makes 20 times as many. Records in which pyspf departs from
/// RFC 7208 are left out here; SpfEvaluatorTests has them.
/// </summary>
public sealed class PySpfDifferentialTests
{
    private const string Python = "/usr/bin/python3";
    private const string Unknown = "unknown=%{s}";
    private static readonly int Zones = Environment.GetEnvironmentVariable("OUTREACH_LONG") == "1" ? 2000 : 100;
    private static readonly string[] Domains = ["a.test", "b.test", "c.test", "d.test", "e.test", "mail.a.test", "mx.b.test", "none.test"];

    private static readonly string[] Terms =
    [
        "a", "mx", "a:mail.a.test", "a:mx.b.test/24", "mx:b.test", "mx:c.test/28//64", "include:b.test", "include:c.test", "include:d.test", "?include:e.test",
        "ip4:192.0.2.1", "ip4:192.0.2.0/28", "ip6:2001:db8::/32", "-ip4:192.0.2.3", "exists:%{i}.x.test", "exists:%{ir}.%{v}.x.test", "exists:%{l1r-}.x.test",
        "a:%{d}", "~a:%{o2}", "include:%{d2}", "redirect=d.test", "redirect=e.test", "ip4:192.0.2.300", "a:nolabel", Unknown, "bad:thing", "all", "-all", "~all", "?all",
    ];

    [Fact]
    public async Task Check_RandomRecords_AgreesWithPySpf()
    {
        var check = await RunAsync(["-c", "import spf"], "");
        if (check.Code != 0)
        {
            Tool.Skip("skipped: python3-spf is not installed");
        }

        var works = Enumerable.Range(0, Zones).Select(Work.Random).ToList();
        var theirs = await AskPySpfAsync(works);
        var (run, failed) = (0, new List<string>());
        foreach (var (work, verdicts) in works.Zip(theirs))
        {
            var evaluator = new SpfEvaluator(Resolver(work.Zone));
            foreach (var (client, verdict) in work.Clients.Zip(verdicts))
            {
                run++;
                var ours = await evaluator.CheckAsync(client, TestContext.Current.CancellationToken);
                if (!ours.Verdict.ToString().Equals(verdict, StringComparison.OrdinalIgnoreCase))
                {
                    failed.Add($"{client}: {ours.Verdict} ({ours.Problem}{ours.Mechanism}), pyspf {verdict}; {JsonSerializer.Serialize(work.Zone)}");
                }
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"pyspf: {run} evaluations, {run - failed.Count} equal");
        Assert.True(failed.Count == 0, string.Join('\n', failed.Take(20)));
    }

    private static Dictionary<string, List<Entry>> MakeZone(Random random)
    {
        var zone = new Dictionary<string, List<Entry>>();
        foreach (var domain in Domains.Where(domain => domain != "none.test"))
        {
            var entries = zone[domain] = [];
            if (random.Next(8) > 0)
            {
                var terms = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Terms[random.Next(Terms.Length)]).ToList();
                terms.RemoveAll(term => IncludesItself(term, domain) || (term == Unknown && terms.Count(other => other == Unknown) > 1));
                entries.Add(new Entry("TXT", $"v=spf1 {string.Join(' ', terms)}"));
            }

            if (random.Next(3) > 0)
            {
                entries.Add(new Entry("A", $"192.0.2.{random.Next(1, 20)}"));
            }

            if (random.Next(3) == 0)
            {
                entries.Add(new Entry("MX", new object[] { 10, Domains[random.Next(Domains.Length)] }));
            }
        }

        zone[$"192.0.2.{random.Next(1, 20)}.x.test"] = [new Entry("A", "127.0.0.2")];
        zone["user.x.test"] = [new Entry("A", "127.0.0.2")];
        return zone;
    }

    private static bool IncludesItself(string term, string domain) =>
        term.TrimStart('?') == "include:" + domain || (term == "include:%{d2}" && domain.Count(letter => letter == '.') == 1);

    private static SpfClient MakeClient(Random random) => new()
    {
        Address = IPAddress.Parse(random.Next(6) == 0 ? "2001:db8::1" : $"192.0.2.{random.Next(1, 20)}"),
        MailFrom = random.Next(10) == 0 ? "" : $"user-{random.Next(3)}@{Domains[random.Next(Domains.Length)]}",
        Helo = Domains[random.Next(Domains.Length)],
    };

    private static ZoneResolver Resolver(Dictionary<string, List<Entry>> zone)
    {
        var resolver = new ZoneResolver();
        foreach (var (name, entries) in zone)
        {
            foreach (var entry in entries)
            {
                _ = entry.type switch
                {
                    "TXT" => resolver.Txt(name, (string)entry.value),
                    "MX" => resolver.Mx(name, (string)((object[])entry.value)[1]),
                    _ => resolver.Address(name, (string)entry.value),
                };
            }
        }

        return resolver;
    }

    private static async Task<List<string[]>> AskPySpfAsync(List<Work> works)
    {
        var lines = works.Select(work => JsonSerializer.Serialize(new
        {
            zone = work.Zone,
            clients = work.Clients.Select(client => new Dictionary<string, string> { ["ip"] = client.Address.ToString(), ["from"] = client.MailFrom, ["helo"] = client.Helo }),
        }));
        var result = await RunAsync([Path.Combine(AppContext.BaseDirectory, "Spf", "check_spf.py")], string.Join('\n', lines));
        Assert.True(result.Code == 0, result.Output);
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))];
    }

    private static async Task<(int Code, string Output)> RunAsync(string[] arguments, string input)
    {
        if (!File.Exists(Python))
        {
            return (1, "");
        }

        var start = new ProcessStartInfo(Python, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + (process.ExitCode == 0 ? "" : await error));
    }

    private sealed record Entry(string type, object value);

    private sealed record Work(Dictionary<string, List<Entry>> Zone, List<SpfClient> Clients)
    {
        public static Work Random(int seed)
        {
            var random = new Random(seed);
            return new Work(MakeZone(random), [.. Enumerable.Range(0, 20).Select(_ => MakeClient(random))]);
        }
    }
}
