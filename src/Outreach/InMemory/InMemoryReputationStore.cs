namespace Outreach;

/// <summary>Sending addresses, counts and pauses in memory.</summary>
internal sealed class InMemoryReputationStore(InMemoryDatabase database) : IReputationStore
{
    public Task SaveIpAsync(SendingIp ip, string note, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ip);
        ArgumentNullException.ThrowIfNull(note);
        if (ip.FindProblem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(ip));
        }

        return Use(
            ip.OrganisationId,
            reputation =>
            {
                reputation.Changes.Add(new SendingIpChange { Id = Guid.CreateVersion7(at), At = at, Note = note, Ip = ip });
                return reputation.Ips[ip.Address] = ip;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<SendingIp>> ListIpsAsync(Guid organisationId, CancellationToken cancellationToken = default) =>
        Use<IReadOnlyList<SendingIp>>(organisationId, reputation => [.. reputation.Ips.Values], cancellationToken);

    public Task<IReadOnlyList<SendingIpChange>> ListIpChangesAsync(Guid organisationId, string address, CancellationToken cancellationToken = default) =>
        Use<IReadOnlyList<SendingIpChange>>(
            organisationId, reputation => [.. reputation.Changes.Where(change => change.Ip.Address == address)], cancellationToken);

    public Task AddCountsAsync(Guid organisationId, Guid workerId, IReadOnlyList<DeliveryCount> counts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return Use(
            organisationId,
            reputation =>
            {
                foreach (var count in counts)
                {
                    var key = (count.Scope, count.Key, count.MailboxProvider, count.Period);
                    reputation.Counts[key] = reputation.Counts.GetValueOrDefault(key) + count.Tally;
                }

                return counts.Count;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<DeliveryCount>> ReadCountsAsync(Guid organisationId, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        var first = DeliveryCount.PeriodOf(since);
        return Use<IReadOnlyList<DeliveryCount>>(
            organisationId,
            reputation =>
            [
                .. reputation.Counts.Where(pair => pair.Key.Period >= first)
                    .Select(pair => new DeliveryCount(pair.Key.Scope, pair.Key.Key, pair.Key.MailboxProvider, pair.Key.Period, pair.Value)),
            ],
            cancellationToken);
    }

    public Task<int> RemoveCountsAsync(Guid organisationId, DateTimeOffset before, CancellationToken cancellationToken = default) => Use(
        organisationId, reputation => reputation.Counts.Keys.Where(key => key.Period < before).ToList().Count(reputation.Counts.Remove), cancellationToken);

    public Task<bool> AddPauseAsync(SendingPause pause, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pause);
        return Use(
            pause.OrganisationId,
            reputation =>
            {
                if (reputation.FindPause(pause.Scope, pause.Key)?.Until > pause.At)
                {
                    return false;
                }

                reputation.Pauses[(pause.Scope, pause.Key, pause.Day)] = pause;
                database.Outbox.Write(OutreachEvents.ForPause(pause, EventTypes.SendingPaused, pause.At));
                return true;
            },
            cancellationToken);
    }

    public Task<bool> EndPauseAsync(
        Guid organisationId, ReputationScope scope, string key, DateTimeOffset at, CancellationToken cancellationToken = default) => Use(
        organisationId,
        reputation =>
        {
            if (reputation.FindPause(scope, key) is not { } pause || pause.Until <= at)
            {
                return false;
            }

            var ended = pause with { Until = at };
            reputation.Pauses[(scope, key, pause.Day)] = ended;
            database.Outbox.Write(OutreachEvents.ForPause(ended, EventTypes.SendingResumed, at));
            return true;
        },
        cancellationToken);

    public Task<IReadOnlyList<SendingPause>> ListPausesAsync(Guid organisationId, DateTimeOffset since, CancellationToken cancellationToken = default) =>
        Use<IReadOnlyList<SendingPause>>(
            organisationId, reputation => [.. reputation.Pauses.Values.Where(pause => pause.At >= since).OrderBy(pause => pause.At)], cancellationToken);

    private Task<T> Use<T>(Guid organisationId, Func<InMemoryReputation, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(work(database.Organisation(organisationId).Reputation));
        }
    }
}
