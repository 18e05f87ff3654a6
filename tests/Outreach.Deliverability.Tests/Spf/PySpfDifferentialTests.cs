using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Outreach.TestServers;

namespace Outreach.Deliverability.Tests.Spf;

/// <summary>Random records, evaluated by us and by pyspf (Debian's python3-spf). OUTREACH_LONG=1 makes 20 times as many.</summary>
public sealed class PySpfDifferentialTests
{
    private const string Python = "/usr/bin/python3";
    private static readonly int Zones = Environment.GetEnvironmentVariable("OUTREACH_LONG") == "1" ? 2000 : 100;
    private static readonly string[] Domains = ["a.test", "b.test", "c.test", "d.test", "e.test", "mail.a.test", "mx.b.test", "none.test"];

    private static readonly string[] Terms =
    [
        "a", "mx", "a:mail.a.test", "a:mx.b.test/24", "mx:b.test", "mx:c.test/28//64", "include:b.test", "include:c.test", "include:d.test", "?include:e.test",
        "ip4:192.0.2.1", "ip4:192.0.2.0/28", "ip6:2001:db8::/32", "-ip4:192.0.2.3", "exists:%{i}.x.test", "exists:%{ir}.%{v}.x.test", "exists:%{l1r-}.x.test",
        "a:%{d}", "~a:%{o2}", "include:%{d2}", "redirect=d.test", "redirect=e.test", "ip4:192.0.2.300", "a:nolabel", "unknown=%{s}", "bad:thing", "all", "-all", "~all", "?all",
    ];

    [Fact]
    public async Task Check_RandomRecords_AgreesWithPySpf()
    {
        var check = await RunAsync(["-c", "import spf"], "");
        if (check.Code != 0)
        {
            Tool.Skip("skipped: python3-spf is not installed");
        }

        var (run, failed) = (0, new List<string>());
        for (var seed = 0; seed < Zones; seed++)
        {
            var random = new Random(seed);
            var zone = MakeZone(random);
            var clients = Enumerable.Range(0, 20).Select(_ => MakeClient(random)).ToList();
            var theirs = await AskPySpfAsync(zone, clients);
            var evaluator = new SpfEvaluator(Resolver(zone));
            for (var i = 0; i < clients.Count; i++)
            {
                run++;
                var ours = await evaluator.CheckAsync(clients[i], TestContext.Current.CancellationToken);
                if (!ours.Verdict.ToString().Equals(theirs[i], StringComparison.OrdinalIgnoreCase))
                {
                    failed.Add($"seed {seed}, {clients[i]}: {ours.Verdict} ({ours.Problem}{ours.Mechanism}), pyspf {theirs[i]}; {JsonSerializer.Serialize(zone)}");
                }
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"pyspf: {run} evaluations, {run - failed.Count} equal");
        Assert.Empty(failed);
    }

    private static Dictionary<string, List<Entry>> MakeZone(Random random)
    {
        var zone = new Dictionary<string, List<Entry>>();
        foreach (var domain in Domains.Where(domain => domain != "none.test"))
        {
            var entries = zone[domain] = [];
            if (random.Next(8) > 0)
            {
                entries.Add(new Entry("TXT", $"v=spf1 {string.Join(' ', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Terms[random.Next(Terms.Length)]))}"));
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

    private static async Task<string[]> AskPySpfAsync(Dictionary<string, List<Entry>> zone, List<SpfClient> clients)
    {
        var work = JsonSerializer.Serialize(new
        {
            zone,
            clients = clients.Select(client => new Dictionary<string, string> { ["ip"] = client.Address.ToString(), ["from"] = client.MailFrom, ["helo"] = client.Helo }),
        });
        var result = await RunAsync([Path.Combine(AppContext.BaseDirectory, "Spf", "check_spf.py")], work);
        Assert.True(result.Code == 0, result.Output);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
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
}
