using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Outreach.Simulation;

/// <summary>A worker process: the engine of the product, as a host starts it, on a simulated machine.</summary>
internal sealed class SimulatedHost : IAsyncDisposable
{
    private static readonly Type[] Stores =
    [
        typeof(ICampaignStore), typeof(IContactStore), typeof(IParticipantStore), typeof(ISenderAccountStore), typeof(ISuppressionStore),
        typeof(IMetadataStore), typeof(IDeliveryEventStore), typeof(IEventOutbox), typeof(IRetentionStore),
    ];

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
        var network = new SimulatedNetwork(node, clock, world);
        foreach (var store in Stores)
        {
            services.AddSingleton(store, SimulatedStore.Create(store, stores.GetRequiredService(store), network));
        }

        ISendLedger remote = new SimulatedLedger(ledger, node, network, world);
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
