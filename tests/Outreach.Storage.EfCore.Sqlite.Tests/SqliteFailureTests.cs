using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Outreach.Storage.EfCore.Sqlite.Tests;

/// <summary>Each failure gives one sentence that names the file and says what to do.</summary>
public sealed class SqliteFailureTests
{
    [Fact]
    public async Task CorruptFile_IsSaid()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.DatabasePath, new string('x', 5_000), TestContext.Current.CancellationToken);

        await AssertFailsAsync(folder.DatabasePath, "is damaged or no SQLite database: restore it from a backup");
        Assert.Equal(5_000, new FileInfo(folder.DatabasePath).Length);
    }

    [Fact]
    public async Task FileWithADamagedPage_IsSaid()
    {
        using var folder = new TemporaryFolder();
        await using (var services = SqliteStoreFactory.Services(folder.DatabasePath))
        {
            await services.AddCampaignAsync(participants: 200);
        }

        await using (var file = File.OpenWrite(folder.DatabasePath))
        {
            file.Position = 4096;
            await file.WriteAsync(Enumerable.Repeat((byte)0xEE, (int)file.Length - 4096).ToArray(), TestContext.Current.CancellationToken);
        }

        await AssertFailsAsync(folder.DatabasePath, "is damaged or no SQLite database: restore it from a backup");
    }

    [Fact]
    public Task MissingFolder_IsSaid() =>
        AssertFailsAsync("/nonexistent/outreach/x.db", "The folder '/nonexistent/outreach' of the database does not exist: create it");

    [Fact]
    public async Task FolderThatCannotBeWritten_IsSaid()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "skipped: needs /proc");

        await AssertFailsAsync("/proc/outreach.db", "can't be opened: check that its folder exists and that this user may read and write it");
    }

    [Fact]
    public async Task FileThatCannotBeWritten_IsSaid()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.UserName == "root", "skipped: root may write everything");
        using var folder = new TemporaryFolder();
        await using (var services = SqliteStoreFactory.Services(folder.DatabasePath))
        {
            await services.Get<IMetadataStore>().GetAsync("any");
        }

#pragma warning disable CA1416 // Skipped on Windows above.
        File.SetUnixFileMode(folder.DatabasePath, UnixFileMode.UserRead);
#pragma warning restore CA1416

        await AssertFailsAsync(folder.DatabasePath, "can't be written: give this user the right");
    }

    [Fact]
    public async Task LockedDatabase_IsSaid()
    {
        using var folder = new TemporaryFolder();
        await using var services = new ServiceProviderOf(folder.DatabasePath, options => options.BusyTimeout = TimeSpan.FromSeconds(1));
        await services.Services.Get<IMetadataStore>().SetAsync("clock", "1");
        await using var session = await services.Services.Get<ISendLedger>().OpenSessionAsync();
        await using var other = new SqliteConnection($"Data Source={folder.DatabasePath};Pooling=False");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = other.BeginTransaction();
        var batch = new LedgerBatch();
        batch.Releases.Add(new ParticipantRelease { OrganisationId = Guid.Empty, ParticipantId = Guid.Empty, Epoch = 1 });

        var cold = await Assert.ThrowsAsync<OutreachStorageException>(() => services.Services.Get<IMetadataStore>().SetAsync("clock", "2"));
        var hot = await Assert.ThrowsAsync<OutreachStorageException>(() => services.Services.Get<ISendLedger>().CommitAsync(session, batch));

        var expected = $"The database '{folder.DatabasePath}' is locked by another program: close the tool that holds it, and try again.";
        Assert.Equal((expected, expected), (cold.Message, hot.Message));
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await services.Services.Get<ISendLedger>().CommitAsync(session, batch));
        Assert.Equal("1", await services.Services.Get<IMetadataStore>().GetAsync("clock"));
    }

    [Fact]
    public async Task DatabaseOfANewerVersion_IsSaid()
    {
        using var folder = new TemporaryFolder();
        await using (var services = SqliteStoreFactory.Services(folder.DatabasePath))
        {
            await services.Get<IMetadataStore>().GetAsync("any");
        }

        await using (var connection = new SqliteConnection($"Data Source={folder.DatabasePath};Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99.0.0')";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await AssertFailsAsync(folder.DatabasePath, "was made by a newer version of Outreach (29990101000000_Future): update Outreach");
    }

    [Fact]
    public async Task DatabaseThatFailedToOpen_IsTriedAgain()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "later", "outreach.db");
        await using var services = SqliteStoreFactory.Services(path);
        await Assert.ThrowsAsync<OutreachStorageException>(() => services.Get<IMetadataStore>().GetAsync("any"));

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        Assert.Null(await services.Get<IMetadataStore>().GetAsync("any"));
    }

    [Theory]
    [InlineData(13, "The disk of the database '/x.db' is full: free some space; nothing that was recorded is lost.")]
    [InlineData(10, "The disk of the database '/x.db' reports errors: check the disk and its free space; nothing that was recorded is lost.")]
    [InlineData(19, null)]
    public void Explain_OfAResultCode_SaysWhatToDo(int code, string? expected)
    {
        var error = new InvalidOperationException("wrapped", new SqliteException("inner", code));

        Assert.Equal(expected, SqliteErrors.Explain(error, "/x.db"));
    }

    [Theory]
    [InlineData("Data Source=:memory:", 30, "names no file")]
    [InlineData("Data Source=x;Mode=Memory", 30, "names no file")]
    [InlineData("", 30, "names no file")]
    [InlineData("Data Source=x;Mode=ReadOnly", 30, "remove 'Mode=ReadOnly'")]
    [InlineData("Nonsense=1", 30, "The connection string can't be read")]
    [InlineData("Data Source=x", 0, "BusyTimeout is 00:00:00: give 1 second to 10 minutes.")]
    public void Options_ThatCannotWork_AreRefused(string connectionString, int busySeconds, string expected)
    {
        var services = new ServiceCollection();
        new SqliteStoreFactory.Builder(services).UseSqlite(connectionString, options => options.BusyTimeout = TimeSpan.FromSeconds(busySeconds));
        using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IContactStore>());
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static async Task AssertFailsAsync(string path, string sentence)
    {
        await using var services = SqliteStoreFactory.Services(path);
        Func<Task>[] uses =
        [
            () => services.Get<IMetadataStore>().GetAsync("any"),
            () => services.Get<ISendLedger>().OpenSessionAsync(),
            () => services.Get<ISendLedger>().FindNextDueAsync(),
        ];
        foreach (var use in uses)
        {
            var error = await Assert.ThrowsAsync<OutreachStorageException>(use);
            Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
            Assert.Contains(path.StartsWith("/nonexistent", StringComparison.Ordinal) ? "/nonexistent" : path, error.Message, StringComparison.Ordinal);
        }
    }

    private sealed class ServiceProviderOf : IAsyncDisposable
    {
        public ServiceProviderOf(string path, Action<SqliteStorageOptions> configure)
        {
            var services = new ServiceCollection();
            new SqliteStoreFactory.Builder(services).UseSqlite(string.Create(CultureInfo.InvariantCulture, $"Data Source={path}"), configure);
            Services = services.BuildServiceProvider();
        }

        public ServiceProvider Services { get; }

        public ValueTask DisposeAsync() => Services.DisposeAsync();
    }
}
