using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Outreach.Storage.EfCore;

/// <summary>Opens contexts on one database: makes sure that it is ready first, and turns its failures into sentences for people.</summary>
internal abstract class OutreachDatabase
{
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

    /// <summary>Writes in one transaction: all of it, or nothing.</summary>
    public Task<T> WriteAsync<T>(Func<OutreachDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => ReadAsync(
        async (context, token) =>
        {
            using var turn = await EnterWriteAsync(token).ConfigureAwait(false);
            var transaction = await context.Database.BeginTransactionAsync(token).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var result = await work(context, token).ConfigureAwait(false);
                await transaction.CommitAsync(token).ConfigureAwait(false);
                return result;
            }
        },
        cancellationToken);

    /// <summary>Makes sure that the database exists, has the current model and keeps what it promises. Cheap after the first time.</summary>
    public abstract ValueTask PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Turns a failure of the database into a sentence that says what to do.</summary>
    /// <returns>The sentence, or <see langword="null"/> if the failure is not the database's.</returns>
    public abstract string? Explain(Exception error);

    /// <summary>Begins a transaction that sees one state of the data and keeps nobody from writing.</summary>
    public abstract Task<IDbContextTransaction> BeginSnapshotAsync(OutreachDbContext context, CancellationToken cancellationToken);

    /// <summary>Makes a context that does not track what it reads.</summary>
    protected abstract OutreachDbContext CreateContext();

    /// <summary>Waits for the turn to write, where writers of one process had better queue than fight for the database's lock.</summary>
    protected abstract ValueTask<IDisposable> EnterWriteAsync(CancellationToken cancellationToken);
}
