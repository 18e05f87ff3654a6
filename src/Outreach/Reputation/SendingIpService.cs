namespace Outreach;

/// <summary>Manages sending addresses.</summary>
internal sealed class SendingIpService(IReputationStore store, ReputationBoard board, ISendLedger ledger, TimeProvider time) : ISendingIpService
{
    private const int MostText = 1_000;

    public Task SaveAsync(SendingIp ip, string note, CancellationToken cancellationToken = default)
    {
        Require(note, nameof(note));
        return store.SaveIpAsync(ip, note, time.GetUtcNow(), cancellationToken);
    }

    public async Task<IReadOnlyList<WarmUpStatus>> GetWarmUpsAsync(Guid organisationId, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var reputation = await board.GetAsync(organisationId, isFresh: true, cancellationToken).ConfigureAwait(false);
        var all = new List<WarmUpStatus>();
        foreach (var ip in reputation.Ips.Where(ip => ip.WarmUp is not null))
        {
            var day = reputation.DayOf(ip, now);
            all.Add(new WarmUpStatus
            {
                Ip = ip,
                Day = day,
                Volume = day < 1 ? 0 : ip.WarmUp!.Plan.VolumeOn(day),
                Used = await ledger.GetQuotaUsedAsync(organisationId, OrganisationReputation.QuotaKey(ip.Address, now), cancellationToken).ConfigureAwait(false),
                LastDay = reputation.TallyOf(ReputationKey.OfIp(ip.Address)),
                Pause = reputation.FindPause(ReputationKey.OfIp(ip.Address), now),
            });
        }

        return all;
    }

    public Task<IReadOnlyList<SendingIpChange>> ListChangesAsync(Guid organisationId, string address, CancellationToken cancellationToken = default) =>
        store.ListIpChangesAsync(organisationId, address, cancellationToken);

    public async Task<IReadOnlyList<IpScore>> GetScoresAsync(Guid organisationId, CancellationToken cancellationToken = default) =>
        (await board.GetAsync(organisationId, isFresh: true, cancellationToken).ConfigureAwait(false)).Scores();

    public async Task<bool> PauseAsync(
        Guid organisationId, ReputationScope scope, string key, DateTimeOffset until, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        Require(reason, nameof(reason));
        var now = time.GetUtcNow();
        if (until <= now)
        {
            throw new ArgumentException("The pause must end in the future.", nameof(until));
        }

        var pause = new SendingPause { OrganisationId = organisationId, Scope = scope, Key = key, At = now, Until = until, Reason = reason };
        var isNew = await store.AddPauseAsync(pause, cancellationToken).ConfigureAwait(false);
        await board.GetAsync(organisationId, isFresh: true, cancellationToken).ConfigureAwait(false);
        return isNew;
    }

    public async Task<bool> ResumeAsync(Guid organisationId, ReputationScope scope, string key, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        var hasEnded = await store.EndPauseAsync(organisationId, scope, key, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        await board.GetAsync(organisationId, isFresh: true, cancellationToken).ConfigureAwait(false);
        return hasEnded;
    }

    private static void Require(string text, string name)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MostText)
        {
            throw new ArgumentException($"Give a text of 1 to {MostText} characters.", name);
        }
    }
}
