using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Outreach.Sequencing;
using Outreach.Testing;
using Outreach.Tests.Sending;

namespace Outreach.Tests.Health;

public sealed class HealthCheckTests
{
    private readonly ManualClock _leaseClock = new(EngineFixture.Start);

    [Fact]
    public async Task EngineThatRuns_IsHealthy_AsIsAProcessWithoutOne()
    {
        await using var fixture = Fixture();
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(fixture)).Status);

        await fixture.Engine.RunDueAsync(cancellationToken: TestContext.Current.CancellationToken);

        var report = await CheckAsync(fixture);
        Assert.Equal(HealthStatus.Healthy, report.Status);
        Assert.Equal(["outreach-recorder", "outreach-store", "outreach-worker"], report.Entries.Keys.Order(StringComparer.Ordinal));
        Assert.NotNull(fixture.Get<EngineHealth>().StandsStillFor);
    }

    [Fact]
    public async Task EngineThatStandsStill_IsNotAlive()
    {
        var time = new VirtualTimeProvider(EngineFixture.Start);
        var health = new EngineHealth(time);
        var check = new WorkerHealthCheck(health);
        var context = new HealthCheckContext { Registration = new HealthCheckRegistration("outreach-worker", check, HealthStatus.Unhealthy, []) };
        health.Moved();
        time.AdvanceTo(EngineFixture.Start.AddMinutes(10));
        Assert.Equal(HealthStatus.Healthy, (await check.CheckHealthAsync(context, TestContext.Current.CancellationToken)).Status);

        time.AdvanceTo(EngineFixture.Start.AddMinutes(16));

        var result = await check.CheckHealthAsync(context, TestContext.Current.CancellationToken);
        Assert.Equal((HealthStatus.Unhealthy, "The send loop has not moved for 00:16:00."), (result.Status, result.Description));
    }

    [Fact]
    public async Task StoreThatFails_IsNotReady()
    {
        var check = new StoreHealthCheck(new BrokenStore());
        var context = new HealthCheckContext { Registration = new HealthCheckRegistration("outreach-store", check, HealthStatus.Unhealthy, []) };

        var result = await check.CheckHealthAsync(context, TestContext.Current.CancellationToken);

        Assert.Equal((HealthStatus.Unhealthy, "The store does not answer."), (result.Status, result.Description));
    }

    [Fact]
    public async Task Backlog_IsCounted_ByCampaignsThatAreActive()
    {
        await using var fixture = Fixture();
        await fixture.AddContactsAsync("ann@example.com", "bob@example.com");
        var campaignId = await fixture.StartCampaignAsync();
        var participants = fixture.Get<IParticipantStore>();
        var now = fixture.Time.GetUtcNow();

        Assert.Equal(2, await participants.CountDueAsync(now, 100, TestContext.Current.CancellationToken));
        Assert.Equal(1, await participants.CountDueAsync(now, 1, TestContext.Current.CancellationToken));
        await fixture.Campaigns.PauseAsync(Organisation.DefaultId, campaignId, TestContext.Current.CancellationToken);
        Assert.Equal(0, await participants.CountDueAsync(now, 100, TestContext.Current.CancellationToken));
    }

    private EngineFixture Fixture() => new(services =>
    {
        services.AddKeyedSingleton<TimeProvider>("Outreach.LeaseClock", _leaseClock);
        services.AddHealthChecks().AddOutreach();
    });

    private static Task<HealthReport> CheckAsync(EngineFixture fixture) =>
        fixture.Get<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

    private sealed class BrokenStore : IMetadataStore
    {
        public Task<string?> GetAsync(string name, CancellationToken cancellationToken = default) => throw new OutreachStorageException("away");

        public Task SetAsync(string name, string value, CancellationToken cancellationToken = default) => throw new OutreachStorageException("away");

        public Task<string> GetOrAddAsync(string name, string value, CancellationToken cancellationToken = default) => throw new OutreachStorageException("away");
    }
}
