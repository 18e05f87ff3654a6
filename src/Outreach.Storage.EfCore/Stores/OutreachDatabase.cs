using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Outreach.Storage.EfCore;

/// <summary>Opens contexts on one database: makes sure that it is ready first, and turns its failures into sentences for people.</summary>
internal abstract class OutreachDatabase
{
    private const int MaxAttempts = 5;

    /// <summary>Gets the signal for the workers of this process.</summary>
    public DueSignal Due { get; } = new();

    /// <summary>Tells workers, once it is committed, that something may have become due.</summary>
    public virtual Task AnnounceDueAsync()
    {
        Due.Raise();
        return Task.CompletedTask;
    }

    /// <summary>Reads with a context of its own.</summary>
    public async Task<T> ReadAsync<T>(Func<OutreachDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await PrepareAsync(cancellationToken).ConfigureAwait(false);
            var context = CreateContext();
            await using (context.ConfigureAwait(false))
            {
                return await work(context, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (Explain(error) is { } sentence)
        {
            throw new OutreachStorageException(sentence, error);
        }
    }

    /// <summary>Writes in one transaction: all of it, or nothing. Begun anew if another transaction got in its way.</summary>
    public async Task<T> WriteAsync<T>(Func<OutreachDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ReadAsync((context, token) => WriteAsync(context, work, token), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (attempt < MaxAttempts && WasOvertaken(error))
            {
                // Nothing of it was kept; what the other has written is seen by the next attempt.
            }
        }
    }

    /// <summary>Makes sure that the database exists, has the current model and keeps what it promises. Cheap after the first time.</summary>
    public abstract ValueTask PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Turns a failure of the database into a sentence that says what to do.</summary>
    /// <returns>The sentence, or <see langword="null"/> if the failure is not the database's.</returns>
    public abstract string? Explain(Exception error);

    /// <summary>Begins a transaction that sees one state of the data and keeps nobody from writing.</summary>
    public abstract Task<IDbContextTransaction> BeginSnapshotAsync(OutreachDbContext context, CancellationToken cancellationToken);

    /// <summary>
    /// Waits until no other transaction is about a participant, where transactions can overlap, so that the next statement sees what the others
    /// have done.
    /// </summary>
    public virtual Task LockParticipantAsync(OutreachDbContext context, Guid participantId, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Makes a context that does not track what it reads.</summary>
    protected abstract OutreachDbContext CreateContext();

    /// <summary>Tells whether all migrations are applied; it looks without a lock, which many processes that start together would wait for.</summary>
    /// <param name="context">A context of the database.</param>
    /// <param name="place">The tables, for people.</param>
    /// <param name="cancellationToken">Cancels the look.</param>
    /// <exception cref="OutreachStorageException">A newer version has made the tables.</exception>
    protected static async Task<bool> IsUpToDateAsync(OutreachDbContext context, string place, CancellationToken cancellationToken)
    {
        var known = context.Database.GetMigrations().ToList();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false)).ToList();
        return applied.Except(known, StringComparer.Ordinal).FirstOrDefault() is { } unknown
            ? throw new OutreachStorageException(
                $"{place} was made by a newer version of Outreach ({unknown}): update Outreach, or restore an older backup.")
            : applied.Count == known.Count;
    }

    /// <summary>Waits for the turn to write, where writers of one process had better queue than fight for the database's lock.</summary>
    protected virtual ValueTask<IDisposable?> EnterWriteAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IDisposable?>(null);

    /// <summary>Tells whether a transaction failed only since another one got in its way (a duplicate key, a deadlock).</summary>
    protected virtual bool WasOvertaken(Exception error) => false;

    private async Task<T> WriteAsync<T>(
        OutreachDbContext context, Func<OutreachDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var turn = await EnterWriteAsync(cancellationToken).ConfigureAwait(false);
        var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            var result = await work(context, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return result;
        }
    }
}
