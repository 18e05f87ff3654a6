using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Sequencing;
using Outreach.Testing;

namespace Outreach.Storage.EfCore.Sqlite.Tests;

/// <summary>A campaign goes on after a backup was made; then the backup is restored, which knows nothing of the messages since.</summary>
public sealed class RestoreTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Restore_OfABackupOfAnyDay_SendsNothingTwice_AndShowsWhatIsUnsure(int backupAfterDays)
    {
        using var folder = new TemporaryFolder();
        using var restored = new TemporaryFolder();
        var time = new VirtualTimeProvider(Start);
        var provider = new RecordingProvider(time);
        Guid id;
        HashSet<string> known;
        await using (var services = Services(folder, time, provider))
        {
            id = await StartAsync(services);
            await RunUntilAsync(services, time, Start.AddDays(backupAfterDays).AddHours(1));
            await BackUpAsync(folder, restored);
            known = [.. provider.Taken.Select(mail => mail.MessageId)];
            await RunUntilAsync(services, time, Start.AddDays(backupAfterDays + 1).AddHours(2));
        }

        var before = provider.Taken.Select(mail => mail.MessageId).ToList();
        await using var after = Services(restored, time, provider);
        var report = await after.GetRequiredService<IDatabaseRestore>().MarkRestoredAsync(time.GetUtcNow(), TestContext.Current.CancellationToken);

        Assert.Equal(1, report.Paused);
        Assert.True(report.InDoubt >= before.Count - known.Count, $"{report.InDoubt} of {before.Count - known.Count} are in doubt.");
        var doubts = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var send in after.GetRequiredService<IDoubtService>().ReadAsync(Organisation.DefaultId))
        {
            doubts.Add(send.MessageId);
        }

        Assert.All(before.Where(message => !known.Contains(message)), message => Assert.Contains(message, doubts));
        await after.GetRequiredService<ICampaignService>().ResumeAsync(id);
        await RunUntilAsync(after, time, Start.AddDays(60));
        Assert.Equal(provider.Taken.Count, provider.Taken.Select(mail => mail.MessageId).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Restore_ThatWasInterrupted_KeepsWorkersFromSending()
    {
        using var folder = new TemporaryFolder();
        var time = new VirtualTimeProvider(Start);
        var provider = new RecordingProvider(time);
        await using var services = Services(folder, time, provider);
        await StartAsync(services);
        await services.GetRequiredService<IMetadataStore>().SetAsync("restore-pending", "true");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => services.GetRequiredService<ISendEngine>().RunDueAsync());

        Assert.Contains("MarkRestoredAsync", error.Message, StringComparison.Ordinal);
        Assert.Empty(provider.Taken);
        await services.GetRequiredService<IDatabaseRestore>().MarkRestoredAsync(Start.AddDays(-1));
        await services.GetRequiredService<ISendEngine>().RunDueAsync();
    }

    private static async Task<Guid> StartAsync(ServiceProvider services)
    {
        await services.GetRequiredService<ISenderAccountStore>().SaveAsync(SenderAccount.Create("Ada", "ada@sender.example", "primary") with { DailyCap = 3 });
        await services.GetRequiredService<IContactStore>().FindOrCreateAsync(
            Organisation.DefaultId, [.. Enumerable.Range(0, 20).Select(i => new ContactDraft { Email = $"c{i}@a.example" })], Start);
        var campaigns = services.GetRequiredService<ICampaignService>();
        var id = await campaigns.CreateAsync(new CampaignDraft
        {
            Name = "Capped",
            Steps = [SequenceStep.Create(new MessageTemplate { Subject = "Hello", Text = "Hi! {{ unsubscribe_url }}" })],
        });
        await campaigns.StartAsync(id);
        return id;
    }

    private static async Task RunUntilAsync(ServiceProvider services, VirtualTimeProvider time, DateTimeOffset end)
    {
        var engine = services.GetRequiredService<ISendEngine>();
        while ((await engine.RunDueAsync(cancellationToken: TestContext.Current.CancellationToken)).NextDueAt is { } next && next <= end)
        {
            time.AdvanceTo(next);
        }

        time.AdvanceTo(end);
    }

    private static async Task BackUpAsync(TemporaryFolder from, TemporaryFolder to)
    {
        await using var connection = new SqliteConnection($"Data Source={from.DatabasePath};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $path";
        command.Parameters.AddWithValue("$path", to.DatabasePath);
        await command.ExecuteNonQueryAsync();
    }

    private static ServiceProvider Services(TemporaryFolder folder, TimeProvider time, IMessageProvider provider)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time);
        services.AddKeyedSingleton("primary", provider);
        services.AddOutreach(outreach => outreach.ConcurrentSends = 2).UseSqlite($"Data Source={folder.DatabasePath}");
        return services.BuildServiceProvider();
    }
}
