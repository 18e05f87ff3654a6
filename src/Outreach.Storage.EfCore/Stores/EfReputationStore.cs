using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>Sending addresses, counts and pauses in a database.</summary>
internal sealed class EfReputationStore(OutreachDatabase database, EventSubscriptions subscriptions) : IReputationStore
{
    public Task SaveIpAsync(SendingIp ip, string note, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ip);
        ArgumentNullException.ThrowIfNull(note);
        if (ip.FindProblem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(ip));
        }

        return database.WriteAsync(
            async (context, token) =>
            {
                var row = await context.SendingIps.AsTracking()
                    .FirstOrDefaultAsync(row => row.OrganisationId == ip.OrganisationId && row.Address == ip.Address, token)
                    .ConfigureAwait(false);
                if (row is null)
                {
                    context.SendingIps.Add(row = new SendingIpEntity());
                }

                row.Set(ip);
                context.SendingIpChanges.Add(new SendingIpChangeEntity
                {
                    Id = Guid.CreateVersion7(at),
                    OrganisationId = ip.OrganisationId,
                    Address = ip.Address,
                    At = at,
                    Note = note,
                    Ip = StorageJson.Write(ip),
                });
                return await context.SaveChangesAsync(token).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<SendingIp>> ListIpsAsync(Guid organisationId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<SendingIp>>(
            async (context, token) =>
            {
                var rows = await context.SendingIps.Where(row => row.OrganisationId == organisationId).ToListAsync(token).ConfigureAwait(false);
                return [.. rows.OrderBy(row => row.Address, StringComparer.Ordinal).Select(row => row.ToIp())];
            },
            cancellationToken);

    public Task<IReadOnlyList<SendingIpChange>> ListIpChangesAsync(Guid organisationId, string address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        return database.ReadAsync<IReadOnlyList<SendingIpChange>>(
            async (context, token) =>
            {
                var rows = await context.SendingIpChanges
                    .Where(row => row.OrganisationId == organisationId && row.Address == address)
                    .OrderBy(row => row.Id)
                    .ToListAsync(token)
                    .ConfigureAwait(false);
                return [.. rows.Select(row => row.ToChange())];
            },
            cancellationToken);
    }

    public Task AddCountsAsync(Guid organisationId, Guid workerId, IReadOnlyList<DeliveryCount> counts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return database.WriteAsync(
            async (context, token) =>
            {
                foreach (var group in counts.GroupBy(count => count.Period))
                {
                    // A worker's rows of a period are few: one a sender, domain, and pair of address and mailbox provider.
                    var rows = await context.DeliveryCounts.AsTracking()
                        .Where(row => row.OrganisationId == organisationId && row.Period == group.Key && row.WorkerId == workerId)
                        .ToDictionaryAsync(row => (row.Scope, row.Key, row.MailboxProvider), token)
                        .ConfigureAwait(false);
                    foreach (var count in group)
                    {
                        var key = (count.Scope, count.Key, count.MailboxProvider);
                        if (!rows.TryGetValue(key, out var row))
                        {
                            rows.Add(key, row = new DeliveryCountEntity
                            {
                                OrganisationId = organisationId,
                                Period = group.Key,
                                WorkerId = workerId,
                                Scope = count.Scope,
                                Key = count.Key,
                                MailboxProvider = count.MailboxProvider,
                            });
                            context.DeliveryCounts.Add(row);
                        }

                        row.Add(count.Tally);
                    }
                }

                return await context.SaveChangesAsync(token).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<DeliveryCount>> ReadCountsAsync(Guid organisationId, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        var first = DeliveryCount.PeriodOf(since);
        return database.ReadAsync<IReadOnlyList<DeliveryCount>>(
            async (context, token) =>
            {
                var sums = await context.DeliveryCounts
                    .Where(row => row.OrganisationId == organisationId && row.Period >= first)
                    .GroupBy(row => new { row.Period, row.Scope, row.Key, row.MailboxProvider })
                    .Select(group => new
                    {
                        group.Key,
                        Sent = group.Sum(row => row.Sent),
                        Delivered = group.Sum(row => row.Delivered),
                        Bounced = group.Sum(row => row.Bounced),
                        Complained = group.Sum(row => row.Complained),
                    })
                    .ToListAsync(token)
                    .ConfigureAwait(false);
                return
                [
                    .. sums.Select(sum => new DeliveryCount(
                        sum.Key.Scope, sum.Key.Key, sum.Key.MailboxProvider, sum.Key.Period, new DeliveryTally(sum.Sent, sum.Delivered, sum.Bounced, sum.Complained))),
                ];
            },
            cancellationToken);
    }

    public Task<int> RemoveCountsAsync(Guid organisationId, DateTimeOffset before, CancellationToken cancellationToken = default) => database.WriteAsync(
        (context, token) => context.DeliveryCounts.Where(row => row.OrganisationId == organisationId && row.Period < before).ExecuteDeleteAsync(token),
        cancellationToken);

    public Task<bool> AddPauseAsync(SendingPause pause, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pause);
        return database.WriteAsync(
            async (context, token) =>
            {
                var row = await FindAsync(context, pause.OrganisationId, pause.Scope, pause.Key, token).ConfigureAwait(false);
                if (row is not null && row.Until > pause.At)
                {
                    return false;
                }

                if (row is null || row.Day != pause.Day.DayNumber)
                {
                    context.SendingPauses.Add(row = new SendingPauseEntity());
                }

                row.Set(pause);
                context.AddEvent(OutreachEvents.ForPause(pause, EventTypes.SendingPaused, pause.At), subscriptions);
                await context.SaveChangesAsync(token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    public Task<bool> EndPauseAsync(
        Guid organisationId, ReputationScope scope, string key, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return database.WriteAsync(
            async (context, token) =>
            {
                var row = await FindAsync(context, organisationId, scope, key, token).ConfigureAwait(false);
                if (row is null || row.Until <= at)
                {
                    return false;
                }

                row.Until = at;
                context.AddEvent(OutreachEvents.ForPause(row.ToPause(), EventTypes.SendingResumed, at), subscriptions);
                await context.SaveChangesAsync(token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<SendingPause>> ListPausesAsync(Guid organisationId, DateTimeOffset since, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<SendingPause>>(
            async (context, token) =>
            {
                var rows = await context.SendingPauses
                    .Where(row => row.OrganisationId == organisationId && row.At >= since)
                    .OrderBy(row => row.At)
                    .ToListAsync(token)
                    .ConfigureAwait(false);
                return [.. rows.Select(row => row.ToPause())];
            },
            cancellationToken);

    private static Task<SendingPauseEntity?> FindAsync(
        OutreachDbContext context, Guid organisationId, ReputationScope scope, string key, CancellationToken cancellationToken) =>
        context.SendingPauses.AsTracking()
            .Where(row => row.OrganisationId == organisationId && row.Scope == scope && row.Key == key)
            .OrderByDescending(row => row.Day)
            .FirstOrDefaultAsync(cancellationToken);
}
