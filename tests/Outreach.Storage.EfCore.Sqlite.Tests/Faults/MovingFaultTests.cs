using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Sequencing;
using Outreach.Testing;

namespace Outreach.Storage.EfCore.Sqlite.Tests.Faults;

/// <summary>
/// A campaign of three steps on a disk whose N-th call fails, for every N: once, and again from there on until the disk is mended. Whatever
/// fails, everybody is mailed once or shown as in doubt, and the database stays sound.
/// </summary>
public sealed class MovingFaultTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan MendedAfter = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task EachCallOfTheDisk_FailingOnce_LosesAndDoublesNothing() => await MoveFaultAsync(TimeSpan.Zero, stride: 1);

    [Fact]
    public async Task EachCallOfTheDisk_FailingUntilItIsMended_LosesAndDoublesNothing() =>
        await MoveFaultAsync(MendedAfter, stride: Environment.GetEnvironmentVariable("OUTREACH_LONG") == "1" ? 1 : 7);

    private static async Task MoveFaultAsync(TimeSpan lasts, int stride)
    {
        using var template = new TemporaryFolder();
        await CreateCampaignAsync(template);
        var kinds = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var inDoubt = 0;
        var calls = 0;
        try
        {
            for (var at = 1; ; at += stride)
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
    }

    private static async Task CreateCampaignAsync(TemporaryFolder folder)
    {
        await using (var services = Services(folder, new VirtualTimeProvider(Start), out _))
        {
            await services.GetRequiredService<ISenderAccountStore>().SaveAsync(SenderAccount.Create("Ada", "ada@sender.example", "primary") with { DailyCap = 2 });
            await services.GetRequiredService<IContactStore>().FindOrCreateAsync(
                Organisation.DefaultId, [.. Enumerable.Range(0, 3).Select(i => new ContactDraft { Email = $"c{i}@a.example" })], Start);
            var campaigns = services.GetRequiredService<ICampaignService>();
            await campaigns.StartAsync(await campaigns.CreateAsync(new CampaignDraft
            {
                Name = "Three steps",
                Steps = [.. Enumerable.Range(0, 3).Select(i => SequenceStep.Create(
                    new MessageTemplate { Subject = "Hello", Text = "Hi! {{ unsubscribe_url }}" }, StepDelay.Days(i)))],
            }));
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
        var time = new VirtualTimeProvider(Start);
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
        var where = $"call {at}";
        Assert.True(provider.Taken.Select(mail => mail.MessageId).Distinct(StringComparer.Ordinal).Count() == provider.Taken.Count, where + ": a message was sent twice");
        var arrived = provider.Taken.Select(mail => mail.MessageId).ToHashSet(StringComparer.Ordinal);
        var campaign = Assert.Single(await services.GetRequiredService<ICampaignStore>().ListAsync(Organisation.DefaultId));
        var sends = new List<SendRecord>();
        await foreach (var send in services.GetRequiredService<ISendLedger>().ReadSendsAsync(Organisation.DefaultId, campaign.Id))
        {
            sends.Add(send);
        }

        Assert.All(sends, send => Assert.True(send.State == SendState.InDoubt || (send.State == SendState.Sent && arrived.Contains(send.MessageId)), $"{where}: {send.State}"));
        Assert.Equal(arrived.Count, sends.Count(send => arrived.Contains(send.MessageId)));
        await foreach (var participant in services.GetRequiredService<IParticipantStore>().ReadAsync(Organisation.DefaultId, campaign.Id))
        {
            var own = sends.Where(send => send.ParticipantId == participant.Id).ToList();
            Assert.True(
                (participant.Status == ParticipantStatus.Completed && own.Count == 3)
                || (participant is { Status: ParticipantStatus.Stopped, Reason.Code: ReasonCodes.InDoubt } && own.Any(send => send.State == SendState.InDoubt)),
                $"{where}: {participant.Status} for {participant.Reason}");
        }

        await using var connection = new SqliteConnection($"Data Source={folder.DatabasePath};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", await command.ExecuteScalarAsync());
        return sends.Count(send => send.State == SendState.InDoubt);
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
