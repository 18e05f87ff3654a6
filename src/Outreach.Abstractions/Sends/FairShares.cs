namespace Outreach;

/// <summary>
/// Divides a worker's leases between campaigns, so that a huge campaign keeps nobody waiting: of each lease, every organisation that has
/// something due gets an equal part, and within an organisation every campaign. What one can't use goes to the others. Where there are more
/// of them than places, the next lease goes on after the one that was served last, so everybody's turn comes. Within a campaign, who has been
/// due longest goes first. For authors of stores: one a worker session, not safe for concurrent use.
/// </summary>
public sealed class FairShares
{
    private readonly List<Queue<DueCampaign>> _organisations = [];
    private Dictionary<Guid, Guid> _lastCampaigns = [];
    private Guid? _lastOrganisation;

    /// <summary>Leases from several campaigns, one after another.</summary>
    /// <param name="campaigns">The campaigns that have something due.</param>
    /// <param name="limit">The greatest number of participants.</param>
    /// <param name="lease">Leases the share of one campaign, or as much of it as there is, the longest due first.</param>
    /// <returns>What was leased, the longest due first.</returns>
    public List<LeasedParticipant> Lease(
        IEnumerable<DueCampaign> campaigns, int limit, Func<CampaignShare, IReadOnlyList<LeasedParticipant>> lease)
    {
        ArgumentNullException.ThrowIfNull(campaigns);
        ArgumentNullException.ThrowIfNull(lease);
        DueCampaign[] all = [.. campaigns];
        if (all is [var only])
        {
            // Nothing is to be divided, as in most leases.
            _lastOrganisation = only.OrganisationId;
            _lastCampaigns.Clear();
            _lastCampaigns[only.OrganisationId] = only.CampaignId;
            return [.. lease(new CampaignShare(only.CampaignId, only.IsPaced ? Math.Min(1, limit) : limit))];
        }

        var leased = new List<LeasedParticipant>();
        Begin(all);
        while (Next(limit - leased.Count) is { Count: > 0 } round)
        {
            foreach (var share in round)
            {
                var taken = lease(share);
                leased.AddRange(taken);
                Report(share, taken.Count);
            }
        }

        return [.. leased.OrderBy(participant => participant.Participant.DueAt)];
    }

    /// <summary>Begins a lease.</summary>
    /// <param name="campaigns">The campaigns that have something due.</param>
    public void Begin(IEnumerable<DueCampaign> campaigns)
    {
        ArgumentNullException.ThrowIfNull(campaigns);
        _organisations.Clear();
        var last = new Dictionary<Guid, Guid>();
        foreach (var organisation in Rotate(campaigns.GroupBy(campaign => campaign.OrganisationId), group => group.Key, _lastOrganisation))
        {
            Guid? lastCampaign = null;
            if (_lastCampaigns.TryGetValue(organisation.Key, out var served))
            {
                lastCampaign = last[organisation.Key] = served;
            }

            _organisations.Add(new Queue<DueCampaign>(Rotate(organisation, campaign => campaign.CampaignId, lastCampaign)));
        }

        _lastCampaigns = last;
    }

    /// <summary>Divides places among the campaigns that may still have something due.</summary>
    /// <param name="places">How many there are.</param>
    /// <returns>The shares; empty when no campaign or no place is left.</returns>
    public IReadOnlyList<CampaignShare> Next(int places)
    {
        var shares = new Dictionary<Guid, int>();
        while (places > 0 && _organisations.Count > 0)
        {
            // One place to each organisation in turn, and there to each campaign in turn.
            var turn = Math.Min(places, _organisations.Count);
            foreach (var campaigns in _organisations.Take(turn))
            {
                var campaign = campaigns.Dequeue();
                if (!campaign.IsPaced)
                {
                    campaigns.Enqueue(campaign);
                }

                shares[campaign.CampaignId] = shares.GetValueOrDefault(campaign.CampaignId) + 1;
                _lastOrganisation = campaign.OrganisationId;
                _lastCampaigns[campaign.OrganisationId] = campaign.CampaignId;
            }

            places -= turn;
            _organisations.RemoveAll(campaigns => campaigns.Count == 0);
        }

        return [.. shares.Select(share => new CampaignShare(share.Key, share.Value))];
    }

    /// <summary>Tells how many participants were found for a share; a campaign that had fewer has no more in this lease.</summary>
    /// <param name="share">The share.</param>
    /// <param name="taken">The number that was leased.</param>
    public void Report(CampaignShare share, int taken)
    {
        if (taken >= share.Count)
        {
            return;
        }

        for (var i = _organisations.Count - 1; i >= 0; i--)
        {
            if (_organisations[i].Any(campaign => campaign.CampaignId == share.CampaignId))
            {
                _organisations[i] = new Queue<DueCampaign>(_organisations[i].Where(campaign => campaign.CampaignId != share.CampaignId));
                if (_organisations[i].Count == 0)
                {
                    _organisations.RemoveAt(i);
                }
            }
        }
    }

    /// <summary>Sorts by key, beginning after the one that was served last.</summary>
    private static IEnumerable<T> Rotate<T>(IEnumerable<T> items, Func<T, Guid> key, Guid? last) =>
        items.OrderBy(item => last is { } served && key(item).CompareTo(served) <= 0).ThenBy(key);
}
