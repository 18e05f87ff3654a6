namespace Outreach;

/// <summary>Sender accounts in memory.</summary>
internal sealed class InMemorySenderAccountStore(InMemoryDatabase database) : ISenderAccountStore
{
    public Task SaveAsync(SenderAccount account, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            database.Organisation(account.OrganisationId).SenderAccounts[account.Id] = account;
        }

        return Task.CompletedTask;
    }

    public Task<SenderAccount?> FindAsync(Guid organisationId, Guid accountId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(database.Organisation(organisationId).SenderAccounts.GetValueOrDefault(accountId));
        }
    }

    public Task<IReadOnlyList<SenderAccount>> ListAsync(Guid organisationId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<SenderAccount>>([.. database.Organisation(organisationId).SenderAccounts.Values]);
        }
    }
}
