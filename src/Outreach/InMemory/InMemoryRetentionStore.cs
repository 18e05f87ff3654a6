namespace Outreach;

/// <summary>Forgets what is old in memory.</summary>
internal sealed class InMemoryRetentionStore(InMemoryDatabase database) : IRetentionStore
{
    public Task<int> RemoveDeliveryEventsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default)
    {
        var first = Version7.FirstAt(before);
        return Use(
            () =>
            {
                var removed = 0;
                foreach (var organisation in database.Organisations)
                {
                    removed += organisation.RemoveEvents(first, limit - removed);
                }

                return removed;
            },
            cancellationToken);
    }

    public Task<int> ClearReplyTextsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default) => Use(
        () =>
        {
            var old = database.Sends.Values.Where(row => row.Value.IntentAt < before && row.Value.Reply?.Text is { Length: > 0 }).Take(limit).ToList();
            old.ForEach(row => database.Store(row, row.Value with { Reply = row.Value.Reply! with { Text = "" } }));
            return old.Count;
        },
        cancellationToken);

    public Task<int> RemoveParticipantsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default) => Use(
        () =>
        {
            var old = database.Campaigns.Values
                .Where(campaign => campaign.Value is { Status: CampaignStatus.Completed, CompletedAt: { } at } && at < before)
                .SelectMany(campaign => campaign.ParticipantIds.Select(id => database.Organisation(campaign.Value.OrganisationId).Participants[id]))
                .Where(row => row.Sends.TrueForAll(send => send.Value.State is not (SendState.Sending or SendState.InDoubt)))
                .Take(limit)
                .ToList();
            old.ForEach(database.Remove);
            return old.Count;
        },
        cancellationToken);

    private Task<int> Use(Func<int> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(work());
        }
    }
}
