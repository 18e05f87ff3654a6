using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Outreach;

namespace Outreach.Benchmarks.Storage;

/// <summary>
/// What the ledger costs a message: lease, intent and result, durable (SQLite, WAL, synchronous=FULL), written in batches as the engine does.
/// The figure is the time a message; its inverse is the storage's limit in messages a second.
/// </summary>
[MemoryDiagnoser]
public class SqliteLedgerBenchmarks
{
    private const int Messages = 1_024;
    private const int Participants = 20_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-bench-").FullName;
    private ServiceProvider? _services;
    private ISendLedger? _ledger;
    private IWorkerSession? _session;
    private DateTimeOffset _now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Gets or sets how many messages share a transaction.</summary>
    [Params(16, 64)]
    public int BatchSize { get; set; }

    /// <summary>Makes a campaign whose participants are all due.</summary>
    [GlobalSetup]
    public async Task SetUpAsync()
    {
        var services = new ServiceCollection();
        new Builder(services).UseSqlite($"Data Source={Path.Combine(_folder, "outreach.db")}");
        _services = services.BuildServiceProvider();
        await LedgerFixture.FillAsync(_services, Participants, _now);
        _ledger = _services.GetRequiredService<ISendLedger>();
        _session = await _ledger.OpenSessionAsync();
    }

    /// <summary>Ends the session and removes the database.</summary>
    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await _session!.DisposeAsync();
        await _services!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Leases, then commits each batch of intents together with the results of the batch before.</summary>
    [Benchmark(OperationsPerInvoke = Messages)]
    public async Task LeaseIntendRecord()
    {
        var batch = new LedgerBatch();
        for (var done = 0; done < Messages; done += BatchSize)
        {
            _now = _now.AddSeconds(1);
            var leased = await _ledger!.LeaseDueAsync(_session!, LedgerFixture.Lease(_now, BatchSize));
            LedgerFixture.Intend(batch, leased, _now);
            var intents = batch.Intents.ToArray();
            var verdicts = await _ledger.CommitAsync(_session!, batch);
            if (verdicts.Any(verdict => verdict.Verdict != IntentVerdict.Granted))
            {
                throw new InvalidOperationException("Every intent should have been granted.");
            }

            batch.Clear();
            LedgerFixture.Accept(batch, intents, _now);
        }

        await _ledger!.CommitAsync(_session!, batch);
    }

    private sealed class Builder(IServiceCollection services) : IOutreachBuilder
    {
        public IServiceCollection Services { get; } = services;
    }
}
