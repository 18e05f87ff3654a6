namespace Outreach;

/// <summary>Leads in memory.</summary>
internal sealed class InMemoryLeadStore(InMemoryDatabase database) : ILeadStore
{
    public Task<bool> AddAsync(Lead lead, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lead);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(database.Add(lead));
        }
    }

    public Task<Lead?> FindAsync(Guid organisationId, Guid leadId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(database.Organisation(organisationId).Audiences.Leads.GetValueOrDefault(leadId));
        }
    }

    public Task<IReadOnlyList<Lead>> ListByContactAsync(Guid organisationId, Guid contactId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var leads = database.Organisation(organisationId).Audiences.Leads.Values;
            return Task.FromResult<IReadOnlyList<Lead>>([.. leads.Where(lead => lead.ContactId == contactId).OrderBy(lead => lead.CreatedAt).ThenBy(lead => lead.Id)]);
        }
    }

    public IAsyncEnumerable<Lead> ReadAsync(Guid organisationId, Guid? campaignId = null, CancellationToken cancellationToken = default) =>
        InMemoryPages.ReadAsync(
            database.Gate,
            () => new SortedSet<Guid>(database.Organisation(organisationId).Audiences.Leads.Keys),
            id => database.Organisation(organisationId).Audiences.Leads.GetValueOrDefault(id) is { } lead && (campaignId is null || lead.CampaignId == campaignId)
                ? lead
                : null,
            (false, Guid.Empty),
            cancellationToken);
}
