using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>One schema of one database.</summary>
internal sealed class PostgreSqlDatabase : OutreachDatabase, IAsyncDisposable, IDisposable
{
    private const string MigrationsTable = "__outreach_migrations";

    private readonly PostgreSqlStorageOptions _options;
    private readonly DbContextOptions<PostgreSqlOutreachDbContext> _contextOptions;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _preparing = new(1, 1);
    private volatile bool _isPrepared;

    public PostgreSqlDatabase(IOptions<PostgreSqlStorageOptions> options, ILogger<PostgreSqlDatabase> logger)
    {
        _options = options.Value;
        _logger = logger;
        var connection = new NpgsqlConnectionStringBuilder(_options.ConnectionString) { SearchPath = $"\"{_options.Schema}\"" };
        if (connection.MaxAutoPrepare == 0)
        {
            // The send path has a few dozen statements, each of which runs many times a second.
            connection.MaxAutoPrepare = 100;
            connection.AutoPrepareMinUsages = 2;
        }

        Place = $"{connection.Database ?? connection.Username} on {connection.Host}";
        DataSource = new NpgsqlDataSourceBuilder(connection.ConnectionString).Build();
        _contextOptions = new DbContextOptionsBuilder<PostgreSqlOutreachDbContext>()
            .UseNpgsql(DataSource, npgsql => npgsql.MigrationsHistoryTable(MigrationsTable, _options.Schema))
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.MigrationsUserTransactionWarning, RelationalEventId.PendingModelChangesWarning))
            .Options;
    }

    /// <summary>Gets the connections; they find the tables without naming the schema.</summary>
    public NpgsqlDataSource DataSource { get; }

    /// <summary>Gets the database and its host, for people.</summary>
    public string Place { get; }

    /// <summary>Gets the channel on which processes tell each other that something is due.</summary>
    public string Channel => "outreach/" + _options.Schema;

    public TimeSpan WorkerTimeout => _options.WorkerTimeout;

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
                await CheckAndMigrateAsync(cancellationToken).ConfigureAwait(false);
                _isPrepared = true;
            }
        }
        finally
        {
            _preparing.Release();
        }
    }

    /// <summary>Uses a connection for statements of our own.</summary>
    public async Task<T> UseAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await PrepareAsync(cancellationToken).ConfigureAwait(false);
            var connection = await DataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                return await work(connection, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (Explain(error) is { } sentence)
        {
            throw new OutreachStorageException(sentence, error);
        }
    }

    public override async Task AnnounceDueAsync()
    {
        try
        {
            var command = DataSource.CreateCommand("SELECT pg_notify($1, '')");
            await using (command.ConfigureAwait(false))
            {
                command.Parameters.AddValue(Channel);
                await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (NpgsqlException)
        {
            // What was to be told is committed; workers find it when they look next.
        }
    }

    public override string? Explain(Exception error) => PostgreSqlErrors.Explain(error, Place);

    public override async Task<IDbContextTransaction> BeginSnapshotAsync(OutreachDbContext context, CancellationToken cancellationToken) =>
        await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);

    public override Task LockParticipantAsync(OutreachDbContext context, Guid participantId, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlRawAsync("SELECT 1 FROM participants WHERE id = {0} FOR NO KEY UPDATE", [participantId], cancellationToken);

    public void Dispose()
    {
        DataSource.Dispose();
        _preparing.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync().ConfigureAwait(false);
        _preparing.Dispose();
    }

    protected override OutreachDbContext CreateContext() => new PostgreSqlOutreachDbContext(_contextOptions);

    protected override bool WasOvertaken(Exception error) => PostgreSqlErrors.WasOvertaken(error);

    private async Task CheckAndMigrateAsync(CancellationToken cancellationToken)
    {
        var connection = await DataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await ServerCheck.RunAsync(connection, _options, Place, _logger, cancellationToken).ConfigureAwait(false);
        }

        if (_options.Migrate)
        {
            await MigrateAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Applies migrations in one transaction under a lock: processes that start together wait for the first, and one that is killed in the
    /// middle leaves nothing behind.
    /// </summary>
    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        var context = CreateContext();
        await using (context.ConfigureAwait(false))
        {
            if (await IsUpToDateAsync(context, $"The schema '{_options.Schema}' of {Place}", cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await context.Database
                    .ExecuteSqlRawAsync("SELECT pg_advisory_xact_lock(hashtextextended({0}, 0))", [Channel], cancellationToken)
                    .ConfigureAwait(false);

                // A schema's name can't be a parameter; the validator lets only letters, digits and underscores through.
#pragma warning disable EF1002
                await context.Database.ExecuteSqlRawAsync($"CREATE SCHEMA IF NOT EXISTS \"{_options.Schema}\"", cancellationToken).ConfigureAwait(false);

                // EF Core finds out that there is no table of migrations by a failure, which would end the transaction.
                var createHistory = context.GetService<IHistoryRepository>().GetCreateIfNotExistsScript();
                await context.Database.ExecuteSqlRawAsync(createHistory, cancellationToken).ConfigureAwait(false);
#pragma warning restore EF1002
                await context.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
