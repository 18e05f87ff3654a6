using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>The outbox in a database.</summary>
internal sealed class EfEventOutbox(OutreachDatabase database, EventSubscriptions subscriptions, TimeProvider leaseClock) : IEventOutbox
{
    public Task<int> AddAsync(IReadOnlyList<OutreachEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        return database.WriteAsync(
            (context, token) =>
            {
                foreach (var outreachEvent in events)
                {
                    context.AddEvent(outreachEvent, subscriptions);
                }

                return context.SaveChangesAsync(token);
            },
            cancellationToken);
    }

    public async Task<OutboxBatch?> LeaseAsync(string subscriber, int limit, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);

        // Looked at without a lock first, so that an idle dispatcher writes nothing.
        return await database.ReadAsync((context, token) => FindPartitionAsync(context, subscriber, token), cancellationToken).ConfigureAwait(false)
            is null
            ? null
            : await database.WriteAsync((context, token) => LeaseAsync(context, subscriber, limit, duration, token), cancellationToken)
                .ConfigureAwait(false);
    }

    public Task CompleteAsync(OutboxBatch batch, IReadOnlyList<OutboxResult> results, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(results);
        return database.WriteAsync((context, token) => CompleteAsync(context, batch, results, token), cancellationToken);
    }

    public Task<long> CountAsync(string subscriber, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        return database.ReadAsync(
            (context, token) => context.Outbox.LongCountAsync(row => row.Subscriber == subscriber && row.ParkedAt == null, token), cancellationToken);
    }

    public async IAsyncEnumerable<OutboxEntry> ReadParkedAsync(
        Guid organisationId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var rows = Pages.ReadAsync(
            (after, token) => database.ReadAsync(
                (context, t) => context.Outbox
                    .Where(row => row.ParkedAt != null && row.OrganisationId == organisationId && row.Position > after.Value)
                    .OrderBy(row => row.Position)
                    .Take(Pages.Size)
                    .ToListAsync(t),
                token),
            row => row.Position,
            (true, 0L),
            cancellationToken);
        await foreach (var row in rows.ConfigureAwait(false))
        {
            yield return row.ToEntry();
        }
    }

    public Task<bool> RetryParkedAsync(Guid organisationId, long position, CancellationToken cancellationToken = default) => database.WriteAsync(
        async (context, token) => await context.Outbox
            .Where(row => row.Position == position && row.OrganisationId == organisationId && row.ParkedAt != null)
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(r => r.ParkedAt, (DateTimeOffset?)null)
                    .SetProperty(r => r.WaitsUntil, (DateTimeOffset?)null)
                    .SetProperty(r => r.Attempts, 0),
                token)
            .ConfigureAwait(false) > 0,
        cancellationToken);

    public Task<int> RemoveParkedAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default) => database.WriteAsync(
        async (context, token) =>
        {
            var old = await context.Outbox
                .Where(row => row.ParkedAt != null && row.ParkedAt < before)
                .OrderBy(row => row.Position)
                .Select(row => row.Position)
                .Take(limit)
                .ToListAsync(token)
                .ConfigureAwait(false);
            return await context.Outbox.Where(row => old.Contains(row.Position)).ExecuteDeleteAsync(token).ConfigureAwait(false);
        },
        cancellationToken);

    private static IQueryable<OutboxEntity> Due(OutreachDbContext context, DateTimeOffset now) => context.Outbox
        .Where(row => row.ParkedAt == null && (row.WaitsUntil == null || row.WaitsUntil <= now))
        .Where(row => !context.Outbox.Any(earlier =>
            earlier.ParkedAt == null && earlier.WaitsUntil != null && earlier.WaitsUntil > now
            && earlier.Subscriber == row.Subscriber && earlier.Subject == row.Subject && earlier.Position < row.Position));

    /// <summary>Finds the partition to serve: free, with something due, the longest not served first.</summary>
    private async Task<int?> FindPartitionAsync(OutreachDbContext context, string subscriber, CancellationToken cancellationToken)
    {
        var now = leaseClock.GetUtcNow();
        var leases = await context.OutboxLeases.Where(row => row.Subscriber == subscriber).ToListAsync(cancellationToken).ConfigureAwait(false);
        var free = Enumerable.Range(0, OutboxEntry.Partitions)
            .Select(partition => (Partition: partition, Lease: leases.Find(lease => lease.Partition == partition)))
            .Where(candidate => candidate.Lease is not { LeaseId: not null } lease || lease.LeaseUntil <= now)
            .OrderBy(candidate => candidate.Lease?.LeaseUntil ?? default);
        foreach (var (partition, _) in free)
        {
            if (await Due(context, now).AnyAsync(row => row.Subscriber == subscriber && row.Partition == partition, cancellationToken).ConfigureAwait(false))
            {
                return partition;
            }
        }

        return null;
    }

    private async Task<OutboxBatch?> LeaseAsync(
        OutreachDbContext context, string subscriber, int limit, TimeSpan duration, CancellationToken cancellationToken)
    {
        if (await FindPartitionAsync(context, subscriber, cancellationToken).ConfigureAwait(false) is not { } partition)
        {
            return null;
        }

        var now = leaseClock.GetUtcNow();
        var leaseId = Guid.CreateVersion7(now);
        if (!await TakeAsync(context, subscriber, partition, leaseId, now, now + duration, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var rows = await Due(context, now)
            .Where(row => row.Subscriber == subscriber && row.Partition == partition)
            .OrderBy(row => row.Position)
            .Take(limit)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        return new OutboxBatch { Subscriber = subscriber, Partition = partition, LeaseId = leaseId, Entries = [.. rows.Select(row => row.ToEntry())] };
    }

    /// <summary>Takes a partition if it is still free: another process may have been faster since it was looked for.</summary>
    private static async Task<bool> TakeAsync(
        OutreachDbContext context, string subscriber, int partition, Guid leaseId, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var taken = await context.OutboxLeases
            .Where(row => row.Subscriber == subscriber && row.Partition == partition && (row.LeaseId == null || row.LeaseUntil <= now))
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.LeaseId, leaseId).SetProperty(r => r.LeaseUntil, until), cancellationToken)
            .ConfigureAwait(false);
        if (taken > 0 || await context.OutboxLeases.AnyAsync(row => row.Subscriber == subscriber && row.Partition == partition, cancellationToken).ConfigureAwait(false))
        {
            return taken > 0;
        }

        context.OutboxLeases.Add(new OutboxLeaseEntity { Subscriber = subscriber, Partition = partition, LeaseId = leaseId, LeaseUntil = until });
        try
        {
            return await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false) > 0;
        }
        catch (DbUpdateException)
        {
            // Another process has made the row at this moment, and holds it.
            context.ChangeTracker.Clear();
            return false;
        }
    }

    private async Task<bool> CompleteAsync(
        OutreachDbContext context, OutboxBatch batch, IReadOnlyList<OutboxResult> results, CancellationToken cancellationToken)
    {
        var now = leaseClock.GetUtcNow();
        var delivered = results.Where(result => result.IsDelivered).Select(result => result.Position).ToList();
        if (delivered.Count > 0)
        {
            await context.Outbox.Where(row => delivered.Contains(row.Position)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        }

        var isHeld = await context.OutboxLeases
            .Where(row => row.Subscriber == batch.Subscriber && row.Partition == batch.Partition && row.LeaseId == batch.LeaseId)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.LeaseId, (Guid?)null).SetProperty(r => r.LeaseUntil, now), cancellationToken)
            .ConfigureAwait(false) > 0;
        foreach (var failed in results.Where(result => isHeld && !result.IsDelivered))
        {
            await NoteFailureAsync(context, failed, now, cancellationToken).ConfigureAwait(false);
        }

        return isHeld;
    }

    private static Task<int> NoteFailureAsync(OutreachDbContext context, OutboxResult failed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var parkedAt = failed.RetryAt is null ? now : (DateTimeOffset?)null;
        return context.Outbox
            .Where(row => row.Position == failed.Position)
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(r => r.Attempts, r => r.Attempts + 1)
                    .SetProperty(r => r.WaitsUntil, failed.RetryAt)
                    .SetProperty(r => r.ParkedAt, parkedAt)
                    .SetProperty(r => r.Error, failed.Error),
                cancellationToken);
    }
}
