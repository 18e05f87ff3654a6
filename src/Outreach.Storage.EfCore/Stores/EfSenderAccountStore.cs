using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>Sender accounts in a database.</summary>
internal sealed class EfSenderAccountStore(OutreachDatabase database) : ISenderAccountStore
{
    public Task SaveAsync(SenderAccount account, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        return database.WriteAsync(
            async (context, token) =>
            {
                var row = await context.SenderAccounts.AsTracking()
                    .FirstOrDefaultAsync(row => row.Id == account.Id && row.OrganisationId == account.OrganisationId, token)
                    .ConfigureAwait(false);
                if (row is null)
                {
                    context.SenderAccounts.Add(row = new SenderAccountEntity());
                }

                row.Set(account);
                return await context.SaveChangesAsync(token).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task<SenderAccount?> FindAsync(Guid organisationId, Guid accountId, CancellationToken cancellationToken = default) => database.ReadAsync(
        async (context, token) => (await context.SenderAccounts
            .FirstOrDefaultAsync(row => row.Id == accountId && row.OrganisationId == organisationId, token)
            .ConfigureAwait(false))?.ToAccount(),
        cancellationToken);

    public Task<IReadOnlyList<SenderAccount>> ListAsync(Guid organisationId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<SenderAccount>>(
            async (context, token) =>
            {
                var rows = await context.SenderAccounts
                    .Where(row => row.OrganisationId == organisationId)
                    .OrderBy(row => row.Id)
                    .ToListAsync(token)
                    .ConfigureAwait(false);
                return [.. rows.Select(row => row.ToAccount())];
            },
            cancellationToken);
}
