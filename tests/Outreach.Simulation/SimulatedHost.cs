using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Outreach.Simulation;

/// <summary>A worker process: the engine of the product, as a host starts it, on a simulated machine.</summary>
internal sealed class SimulatedHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IHostedService[] _hosted;

    public SimulatedHost(SimulatedNode node, IServiceProvider stores, ISendLedger ledger, SimulatedWorld world)
    {
        Node = node;
        var clock = new NodeClock(world.Clock, node);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddKeyedSingleton<TimeProvider>(LeaseClock.ServiceKey, clock);
        services.AddKeyedSingleton<IMessageProvider>("primary", new SimulatedProvider(node, clock, world));
        services.AddSingleton(stores.GetRequiredService<InMemoryDatabase>());
        services.AddOutreach(outreach =>
        {
            outreach.ConcurrentSends = world.Faults.Plan.ConcurrentSends;
            outreach.PollInterval = TimeSpan.FromMinutes(10);
            outreach.InDoubtWait = TimeSpan.FromHours(1);
        }).UseInMemoryStore().AddWorker();
        ISendLedger remote = new SimulatedLedger(ledger, node, clock, world);
        services.AddSingleton(world.Mutant == Mutant.UnknownCommitIsDone ? new CarelessLedger(remote) : remote);
        _services = services.BuildServiceProvider();
        _hosted = [.. _services.GetServices<IHostedService>()];
    }

    public SimulatedNode Node { get; }

    public async Task StartAsync()
    {
        foreach (var service in _hosted)
        {
            await service.StartAsync(CancellationToken.None);
        }
    }

    public bool IsStopping { get; private set; }

    public async Task StopAsync()
    {
        IsStopping = true;
        foreach (var service in _hosted)
        {
            await service.StopAsync(CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
