using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Sequencing;

namespace Outreach.Simulation;

/// <summary>One seed: workers of the real engine over the in-memory store, in a world where things go wrong for some hours.</summary>
internal sealed class SimulationRun
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan CheckEvery = TimeSpan.FromMinutes(30);

    private readonly VirtualTimeProvider _clock = new(Start);
    private readonly Trace _trace;
    private readonly Faults _faults;
    private readonly SimulatedWorld _world;
    private readonly ServiceProvider _stores;
    private readonly ISendLedger _ledger;
    private readonly int _seed;
    private Chaos? _chaos;
    private SimulatedCampaign? _campaign;
    private bool _isOver;
    private int _inDoubt;

    private SimulationRun(int seed, Mutant mutant, TextWriter? output)
    {
        _seed = seed;
        var random = new Random(seed);
        _trace = new Trace(output);
        _faults = new Faults(new FaultPlan(random), random);
        _world = new SimulatedWorld(_clock, _faults, _trace, mutant);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddKeyedSingleton<TimeProvider>(LeaseClock.ServiceKey, _clock);
        services.AddOutreach().UseInMemoryStore();
        _stores = services.BuildServiceProvider();
        var store = _stores.GetRequiredService<ISendLedger>();
        _ledger = mutant == Mutant.None ? store : new MutantLedger(store, _stores.GetRequiredService<InMemoryDatabase>(), mutant);
    }

    public static SimulationResult Run(int seed, Mutant mutant, TextWriter? output = null)
    {
        var simulation = new SimulationRun(seed, mutant, output);
        Task? setup = null;
        PoolDriver.Run(() =>
        {
            setup ??= simulation.BeginAsync();
            if (setup.IsFaulted)
            {
                throw setup.Exception;
            }

            return !simulation._isOver && simulation._clock.AdvanceToNextTimer();
        });
        return simulation.Result();
    }

    private async Task BeginAsync()
    {
        _campaign = await SimulatedCampaign.CreateAsync(_stores, _world);
        _chaos = new Chaos(_world, _stores, _ledger, _campaign);
        _chaos.Begin();
        await Task.Delay(FaultPlan.Trouble, _clock);
        await _chaos.EndAsync();
        while (!await IsFinishedAsync() && _clock.GetElapsedTime(0) < Longest)
        {
            await Task.Delay(CheckEvery, _clock);
        }

        // Whatever is still on its way arrives.
        await Task.Delay(CheckEvery, _clock);
        var check = new FinalCheck(_stores, _world, _campaign);
        await check.RunAsync();
        _inDoubt = check.InDoubt;
        _isOver = true;
    }

    /// <summary>Gets when it must be over: at a cap of two a day, two steps for 24 participants take 24 days, and as many more for each copy.</summary>
    private TimeSpan Longest => TimeSpan.FromDays(60 + (24 * _faults.Plan.Copies));

    private async Task<bool> IsFinishedAsync() =>
        await _stores.GetRequiredService<IParticipantStore>().CountUnfinishedAsync(Organisation.DefaultId, _campaign!.Id) == 0;

    private SimulationResult Result() => new()
    {
        Seed = _seed,
        Hash = _trace.Hash,
        Events = _trace.Lines,
        VirtualTime = _clock.GetElapsedTime(0),
        Violations = _isOver ? _world.Violations : [.. _world.Violations, string.Create(CultureInfo.InvariantCulture, $"STUCK: nothing happens any more at {_clock.GetUtcNow()}")],
        Kills = _chaos?.Kills ?? 0,
        Accepted = _world.Accepted.Count,
        InDoubt = _inDoubt,
    };
}
