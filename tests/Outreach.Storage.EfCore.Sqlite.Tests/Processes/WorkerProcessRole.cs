using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Storage.EfCore.Sqlite.Tests.Processes;

/// <summary>What <see cref="WorkerProcess"/> does. Explicit: no test by itself.</summary>
public sealed class WorkerProcessRole
{
    public const int DayLimit = 100;

    [Fact(Explicit = true)]
    public async Task Play()
    {
        var role = Environment.GetEnvironmentVariable(WorkerProcess.RoleVariable);
        Assert.SkipWhen(role is null, "skipped: only runs as another process of a test");
        await using var services = SqliteStoreFactory.Services(Environment.GetEnvironmentVariable(WorkerProcess.DatabaseVariable)!);
        switch (role)
        {
            case "open":
                await services.Get<IMetadataStore>().GetAsync("any");
                Answer([]);
                break;
            case "hang":
                await HangAsync(services.GetRequiredService<ISendLedger>());
                break;
            case "work":
                Answer(await WorkAsync(services.GetRequiredService<ISendLedger>()));
                break;
            default:
                Assert.Fail($"There is no role {role}.");
                break;
        }
    }

    private static async Task HangAsync(ISendLedger ledger)
    {
        await using var session = await ledger.OpenSessionAsync();
        var leased = await ledger.LeaseDueAsync(session, StoreScenario.Lease(3));
        await ledger.CommitAsync(session, StoreScenario.Batch([StoreScenario.Intent(leased[0])]));
        Answer([session.WorkerId.ToString("N")]);
        await Task.Delay(Timeout.Infinite);
    }

    private static async Task<List<string>> WorkAsync(ISendLedger ledger)
    {
        await using var session = await ledger.OpenSessionAsync();
        var granted = new List<string>();
        while (await ledger.LeaseDueAsync(session, StoreScenario.Lease(8)) is { Count: > 0 } leased)
        {
            SendIntent[] intents = [.. leased.Select(l => StoreScenario.Intent(l, new QuotaClaim("day", DayLimit)))];
            var verdicts = await ledger.CommitAsync(session, StoreScenario.Batch(intents));
            SendIntent[] sent = [.. intents.Where((_, i) => verdicts[i].Verdict == IntentVerdict.Granted)];
            await ledger.CommitAsync(session, StoreScenario.Accept(sent));
            granted.AddRange(sent.Select(intent => intent.Send.ParticipantId.ToString("N")));
        }

        return granted;
    }

    private static void Answer(IEnumerable<string> lines)
    {
        // Moved into place, so that whoever waits for the file finds it whole.
        var output = Environment.GetEnvironmentVariable(WorkerProcess.OutputVariable)!;
        File.WriteAllLines(output + ".part", lines);
        File.Move(output + ".part", output);
    }
}
