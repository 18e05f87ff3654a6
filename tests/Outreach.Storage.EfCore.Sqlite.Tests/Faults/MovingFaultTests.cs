using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Sequencing;
using Outreach.Storage.EfCore.Faults;
using Outreach.Testing;

namespace Outreach.Storage.EfCore.Sqlite.Tests.Faults;

/// <summary>
/// A campaign of three steps on a disk whose N-th call fails, for every N: once, and again from there on until the disk is mended. Whatever
/// fails, everybody is mailed once or shown as in doubt, and the database stays sound.
/// </summary>
public sealed class MovingFaultTests
{
    private static readonly TimeSpan MendedAfter = TimeSpan.FromMilliseconds(50);

    // In short runs each so many-th call fails, and each sync, which are few.
    private const int Stride = 7;

    [Fact]
    public async Task EachCallOfTheDisk_FailingOnce_LosesAndDoublesNothing() => await MoveFaultAsync(TimeSpan.Zero, isShort: false);

    [Fact]
    public async Task EachCallOfTheDisk_FailingUntilItIsMended_LosesAndDoublesNothing() =>
        await MoveFaultAsync(MendedAfter, isShort: Environment.GetEnvironmentVariable("OUTREACH_LONG") != "1");

    private static async Task MoveFaultAsync(TimeSpan lasts, bool isShort)
    {
        using var template = new TemporaryFolder();
        await CreateCampaignAsync(template);
        var usual = await CountAsync(template);
        var kinds = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var inDoubt = 0;
        var calls = 0;
        try
        {
            for (var at = 1; ; at = Next(at))
            {
                using var folder = new TemporaryFolder();
                File.Copy(template.DatabasePath, folder.DatabasePath);
                var plan = new FaultPlan(folder.Path, at, lasts);
                FaultyFileSystem.Use(plan);
                inDoubt += await RunCampaignAsync(folder, at);
                if (plan.Failed is not { } kind)
                {
                    calls = plan.Calls;
                    break;
                }

                kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            }
        }
        finally
        {
            FaultyFileSystem.Use(null);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{calls} calls; failed: {string.Join(", ", kinds.Select(kind => $"{kind.Value} {kind.Key}"))}; in doubt {inDoubt}");
        Assert.Contains("write", kinds.Keys);
        Assert.Contains("sync", kinds.Keys);

        int Next(int at)
        {
            do
            {
                at++;
            }
            while (isShort && at <= usual.Count && at % Stride != 1 && usual[at - 1] != "sync");

            return at;
        }
    }

    /// <summary>Runs the campaign on a sound disk.</summary>
    /// <returns>What it calls.</returns>
    private static async Task<IReadOnlyList<string>> CountAsync(TemporaryFolder template)
    {
        using var folder = new TemporaryFolder();
        File.Copy(template.DatabasePath, folder.DatabasePath);
        var plan = new FaultPlan(folder.Path, at: 0, TimeSpan.Zero);
        FaultyFileSystem.Use(plan);
        try
        {
            Assert.Equal(0, await RunCampaignAsync(folder, at: 0));
        }
        finally
        {
            FaultyFileSystem.Use(null);
        }

        return plan.Kinds;
    }

    private static async Task CreateCampaignAsync(TemporaryFolder folder)
    {
        await using (var services = Services(folder, new VirtualTimeProvider(ThreeStepCampaign.Start), out _))
        {
            await ThreeStepCampaign.CreateAsync(services);
        }

        // Everything into the one file that is copied.
        await using var connection = new SqliteConnection($"Data Source={folder.DatabasePath};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<int> RunCampaignAsync(TemporaryFolder folder, int at)
    {
        var time = new VirtualTimeProvider(ThreeStepCampaign.Start);
        await using var services = Services(folder, time, out var provider);
        var engine = services.GetRequiredService<ISendEngine>();
        for (var round = 0; round < 200; round++)
        {
            try
            {
                if ((await engine.RunDueAsync(cancellationToken: TestContext.Current.CancellationToken)).NextDueAt is not { } next)
                {
                    break;
                }

                time.AdvanceTo(next);
            }
            catch (Exception exception) when (exception is SqliteException or OutreachStorageException or InvalidOperationException)
            {
                // As the worker does: it goes on after a pause.
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }
        }

        // What looks at the result is not part of the campaign.
        FaultyFileSystem.Use(null);
        return await CheckAsync(services, provider, folder, at);
    }

    private static async Task<int> CheckAsync(ServiceProvider services, RecordingProvider provider, TemporaryFolder folder, int at)
    {
        var inDoubt = await ThreeStepCampaign.CheckAsync(services, provider, $"call {at}");
        await using var connection = new SqliteConnection($"Data Source={folder.DatabasePath};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", await command.ExecuteScalarAsync());
        return inDoubt;
    }

    private static ServiceProvider Services(TemporaryFolder folder, TimeProvider time, out RecordingProvider provider)
    {
        provider = new RecordingProvider(time);
        var services = new ServiceCollection();
        services.AddSingleton(time);
        services.AddKeyedSingleton<IMessageProvider>("primary", provider);
        services.AddOutreach(outreach => outreach.ConcurrentSends = 2).UseSqlite($"Data Source={folder.DatabasePath}");
        return services.BuildServiceProvider();
    }
}
