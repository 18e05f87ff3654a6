using Microsoft.Extensions.DependencyInjection;
using Outreach.Sequencing;
using Outreach.Storage.EfCore.Faults;
using Outreach.Testing;

namespace Outreach.Storage.EfCore.PostgreSql.Tests.Faults;

/// <summary>
/// A campaign of three steps over a network whose N-th piece, request or answer, is lost, for every N: once, and again with all connections
/// gone for a while. Whatever is lost, everybody is mailed once or shown as in doubt.
/// </summary>
public sealed class MovingFaultTests
{
    private static readonly TimeSpan MendedAfter = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(10);
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("OUTREACH_LONG") == "1";

    [Fact]
    public async Task EachPiece_LostWithItsConnection_LosesAndDoublesNothing() => await MoveFaultAsync(TimeSpan.Zero, IsLong ? 1 : 7);

    [Fact]
    public async Task EachPiece_LostWithAllConnections_LosesAndDoublesNothing() => await MoveFaultAsync(MendedAfter, IsLong ? 1 : 13);

    private static async Task MoveFaultAsync(TimeSpan lasts, int stride)
    {
        var server = await PostgreSqlFixture.ServerAsync();
        var template = await PostgreSqlFixture.CreateDatabaseAsync();
        await CreateCampaignAsync(server.ConnectionString(template));
        var lost = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var (inDoubt, pieces) = (0, 0);
        for (var at = 1; ; at += stride)
        {
            var name = await server.CreateDatabaseAsync(template);
            await using (var proxy = new BreakingProxy(server.Port, at, lasts))
            {
                inDoubt += await RunCampaignAsync(server.ConnectionString(name), proxy, at);
                pieces = proxy.Pieces;
                if (proxy.Lost is not { } kind)
                {
                    break;
                }

                lost[kind] = lost.GetValueOrDefault(kind) + 1;
            }

            await server.DropDatabaseAsync(name);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{pieces} pieces; lost: {string.Join(", ", lost.Select(kind => $"{kind.Value} {kind.Key}"))}; in doubt {inDoubt}");
        Assert.Equal(["answer", "request"], lost.Keys);
    }

    private static async Task CreateCampaignAsync(string connection)
    {
        await using var services = Services(connection, new VirtualTimeProvider(ThreeStepCampaign.Start), out _);
        await ThreeStepCampaign.CreateAsync(services);
    }

    private static async Task<int> RunCampaignAsync(string connection, BreakingProxy proxy, int at)
    {
        var time = new VirtualTimeProvider(ThreeStepCampaign.Start);
        RecordingProvider provider;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await using (var worker = Services($"{connection};Port={proxy.Port}", time, out provider))
        await using (var outside = Services(connection, time, out _))
        {
            var engine = worker.Get<ISendEngine>();
            var campaign = Assert.Single(await outside.Get<ICampaignStore>().ListAsync(Organisation.DefaultId));
            while (await outside.Get<IParticipantStore>().CountUnfinishedAsync(Organisation.DefaultId, campaign.Id) > 0)
            {
                Assert.True(watch.Elapsed < LongestRun, $"piece {at}: the campaign does not end");
                if (await TryRunAsync(engine) is { } next && next > time.GetUtcNow())
                {
                    time.AdvanceTo(next);
                }
            }

            return await ThreeStepCampaign.CheckAsync(outside, provider, $"piece {at}");
        }
    }

    /// <summary>As the worker of a host does: it goes on after a pause, whatever has failed.</summary>
    private static async Task<DateTimeOffset?> TryRunAsync(ISendEngine engine)
    {
        try
        {
            if ((await engine.RunDueAsync(cancellationToken: TestContext.Current.CancellationToken)).NextDueAt is { } next)
            {
                return next;
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The next run finds out how far this one has come.
        }

        await Task.Delay(20, TestContext.Current.CancellationToken);
        return null;
    }

    private static ServiceProvider Services(string connection, TimeProvider time, out RecordingProvider provider)
    {
        provider = new RecordingProvider(time);
        var services = new ServiceCollection();
        services.AddSingleton(time);
        services.AddKeyedSingleton<IMessageProvider>("primary", provider);
        services.AddOutreach(outreach => outreach.ConcurrentSends = 2);
        PostgreSqlFixture.Use(services, connection, options => options.WorkerTimeout = TimeSpan.FromSeconds(1));
        return services.BuildServiceProvider();
    }
}
