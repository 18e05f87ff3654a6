using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NSubstitute;
using Outreach.Testing;
using Outreach.Tests.Sending;

namespace Outreach.Tests.Health;

public sealed class HealthCheckTests
{
    private readonly ManualClock _leaseClock = new(EngineFixture.Start);

    [Fact]
    public async Task EngineThatRuns_IsHealthy_AndOneThatStandsStillIsNot()
    {
        await using var fixture = Fixture();
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(fixture)).Status);
        await fixture.Engine.RunDueAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(fixture)).Status);

        fixture.Get<EngineHealth>().Moved();
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(fixture)).Entries["outreach-worker"].Status);
    }

    [Fact]
    public async Task StoreThatFails_IsNotReady()
    {
        var broken = Substitute.For<IMetadataStore>();
        broken.GetAsync(Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns(Task.FromException<string?>(new OutreachStorageException("away")));
        var check = new StoreHealthCheck(broken);
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
}
