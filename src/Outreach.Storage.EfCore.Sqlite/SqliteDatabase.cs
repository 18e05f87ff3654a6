using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>One database file.</summary>
internal sealed partial class SqliteDatabase : OutreachDatabase, IDisposable
{
    private readonly SqliteStorageOptions _options;
    private readonly DbContextOptions<SqliteOutreachDbContext> _contextOptions;
    private readonly SemaphoreSlim _preparing = new(1, 1);
    private readonly WriteQueue _writes = new();
    private volatile bool _isPrepared;

    public SqliteDatabase(IOptions<SqliteStorageOptions> options)
    {
        _options = options.Value;
        var builder = new SqliteConnectionStringBuilder(_options.ConnectionString) { ForeignKeys = true, Mode = SqliteOpenMode.ReadWriteCreate };
        Path = System.IO.Path.GetFullPath(builder.DataSource);
        builder.DataSource = Path;
        ConnectionString = builder.ToString();
        _contextOptions = new DbContextOptionsBuilder<SqliteOutreachDbContext>()
            .UseSqlite(ConnectionString)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .AddInterceptors(new SqliteConnectionSetup(_options.BusyTimeout))
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.MigrationsUserTransactionWarning, RelationalEventId.PendingModelChangesWarning))
            .Options;
    }

    /// <summary>Gets the full path of the file.</summary>
    public string Path { get; }

    public string ConnectionString { get; }

    public override async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        if (_isPrepared)
        {
            return;
        }

        await _preparing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isPrepared)
            {
                await CreateAndMigrateAsync(cancellationToken).ConfigureAwait(false);
                _isPrepared = true;
            }
        }
        finally
        {
            _preparing.Release();
        }
    }

    public override string? Explain(Exception error) => SqliteErrors.Explain(error, Path);

    public override async Task<IDbContextTransaction> BeginSnapshotAsync(OutreachDbContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var connection = (SqliteConnection)context.Database.GetDbConnection();
        return (await context.Database.UseTransactionAsync(connection.BeginTransaction(deferred: true), cancellationToken).ConfigureAwait(false))!;
    }

    public void Dispose()
    {
        _hotThread.Dispose();
        _hot?.Dispose();

        // Pooled connections keep the file open, which a host that is gone has no use for.
        using (var connection = new SqliteConnection(ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        _preparing.Dispose();
        _writes.Dispose();
    }

    protected override OutreachDbContext CreateContext() => new SqliteOutreachDbContext(_contextOptions);

    protected override async ValueTask<IDisposable?> EnterWriteAsync(CancellationToken cancellationToken) =>
        await _writes.EnterAsync(cancellationToken).ConfigureAwait(false);

    private async Task CreateAndMigrateAsync(CancellationToken cancellationToken)
    {
        var folder = System.IO.Path.GetDirectoryName(Path);
        if (folder is not null && !Directory.Exists(folder))
        {
            throw new OutreachStorageException($"The folder '{folder}' of the database does not exist: create it, or correct the connection string.");
        }

        var connection = new SqliteConnection(ConnectionString);
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            SqliteConnectionSetup.Apply(connection, _options.BusyTimeout);
            SetUpFile(connection);
            if (_options.Migrate)
            {
                await MigrateAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Sets what belongs to the file, and checks that all settings hold on which the promise of no duplicates rests.</summary>
    private void SetUpFile(SqliteConnection connection)
    {
        // Two processes that create the file at the same moment meet here; the second waits, as for any write.
        Expect("journal_mode=WAL", "journal_mode", "wal");
        Expect("synchronous", "synchronous", "2");
        Expect("foreign_keys", "foreign_keys", "1");

        void Expect(string pragma, string setting, string expected)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA " + pragma;
            var value = Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
            if (!string.Equals(value, expected, StringComparison.OrdinalIgnoreCase))
            {
                throw new OutreachStorageException(
                    $"The database '{Path}' has {setting}={value} where {expected} is needed to record sends safely: put it on a local disk.");
            }
        }
    }

    /// <summary>
    /// Applies migrations within one transaction that locks the file at its beginning: processes that start together wait for the first, and
    /// a process that is killed in the middle leaves nothing behind, not even a lock.
    /// </summary>
    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        var place = $"The database '{Path}'";
        var context = CreateContext();
        await using (context.ConfigureAwait(false))
        {
            // Looked at first without a lock, so that a process that starts while others write does not wait for them.
            if (await IsUpToDateAsync(context, place, cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                if (!await IsUpToDateAsync(context, place, cancellationToken).ConfigureAwait(false))
                {
                    await context.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
                }

                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
