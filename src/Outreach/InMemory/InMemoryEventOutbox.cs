namespace Outreach;

/// <summary>The outbox in memory.</summary>
internal sealed class InMemoryEventOutbox(InMemoryDatabase database) : IEventOutbox
{
    public Task<int> AddAsync(IReadOnlyList<OutreachEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        return Use(() => events.Sum(database.Outbox.Write), cancellationToken);
    }

    public Task<OutboxBatch?> LeaseAsync(string subscriber, int limit, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return Use(() => Lease(subscriber, limit, duration), cancellationToken);
    }

    public Task CompleteAsync(OutboxBatch batch, IReadOnlyList<OutboxResult> results, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(results);
        return Use(() => Complete(batch, results), cancellationToken);
    }

    public Task<long> CountAsync(string subscriber, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        return Use(
            () => database.Outbox.PartitionsOf(subscriber).Sum(partition => partition.Rows.Values.LongCount(row => row.Value.ParkedAt is null)),
            cancellationToken);
    }

    public IAsyncEnumerable<OutboxEntry> ReadParkedAsync(Guid organisationId, CancellationToken cancellationToken = default) =>
        InMemoryPages.ReadAsync(
            database.Gate,
            () => new SortedSet<long>(Parked(organisationId).Select(row => row.Value.Position)),
            position => Parked(organisationId).FirstOrDefault(row => row.Value.Position == position)?.Value,
            (false, 0L),
            cancellationToken);

    public Task<bool> RetryParkedAsync(Guid organisationId, long position, CancellationToken cancellationToken = default) => Use(
        () =>
        {
            if (Parked(organisationId).FirstOrDefault(row => row.Value.Position == position) is not { } row)
            {
                return false;
            }

            row.Value = row.Value with { ParkedAt = null, Attempts = 0 };
            row.WaitsUntil = null;
            return true;
        },
        cancellationToken);

    public Task<int> RemoveParkedAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default) => Use(
        () =>
        {
            var removed = 0;
            foreach (var partition in database.Outbox.All)
            {
                var old = partition.Rows.Values.Where(row => row.Value.ParkedAt < before).Take(limit - removed).ToList();
                old.ForEach(row => partition.Rows.Remove(row.Value.Position));
                removed += old.Count;
            }

            return removed;
        },
        cancellationToken);

    private IEnumerable<OutboxRow> Parked(Guid organisationId) => database.Outbox.All
        .SelectMany(partition => partition.Rows.Values)
        .Where(row => row.Value.ParkedAt is not null && row.Value.Event.OrganisationId == organisationId);

    private OutboxBatch? Lease(string subscriber, int limit, TimeSpan duration)
    {
        var now = database.LeaseClock.GetUtcNow();
        var found = Enumerable.Range(0, OutboxEntry.Partitions)
            .Select(number => (Number: number, Partition: database.Outbox.Partition(subscriber, number)))
            .Where(candidate => candidate.Partition.IsFree(now))
            .OrderBy(candidate => candidate.Partition.LeaseUntil)
            .Select(candidate => (candidate.Number, candidate.Partition, Due: candidate.Partition.FindDue(now, limit)))
            .FirstOrDefault(candidate => candidate.Due.Count > 0);
        if (found.Partition is null)
        {
            return null;
        }

        found.Partition.LeaseId = Guid.CreateVersion7(now);
        found.Partition.LeaseUntil = now + duration;
        return new OutboxBatch { Subscriber = subscriber, Partition = found.Number, LeaseId = found.Partition.LeaseId.Value, Entries = found.Due };
    }

    private bool Complete(OutboxBatch batch, IReadOnlyList<OutboxResult> results)
    {
        var now = database.LeaseClock.GetUtcNow();
        var partition = database.Outbox.Partition(batch.Subscriber, batch.Partition);
        var isHeld = partition.LeaseId == batch.LeaseId;
        foreach (var result in results)
        {
            if (result.IsDelivered)
            {
                partition.Rows.Remove(result.Position);
            }
            else if (isHeld && partition.Rows.TryGetValue(result.Position, out var row))
            {
                row.WaitsUntil = result.RetryAt;
                row.Value = row.Value with
                {
                    Attempts = row.Value.Attempts + 1,
                    Error = result.Error,
                    ParkedAt = result.RetryAt is null ? now : null,
                };
            }
        }

        if (isHeld)
        {
            partition.LeaseId = null;
            partition.LeaseUntil = now;
        }

        return isHeld;
    }

    private Task<T> Use<T>(Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(work());
        }
    }
}
