using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>Suppressions in a database. How they come in and how one is found is each database's own.</summary>
internal abstract class EfSuppressionStore(OutreachDatabase database) : ISuppressionStore
{
    public abstract Task<int> AddAsync(IReadOnlyList<SuppressionEntry> entries, CancellationToken cancellationToken = default);

    public Task<bool> RemoveAsync(Guid organisationId, string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return database.WriteAsync(
            async (context, token) =>
            {
                var hash = await HashAsync(context, organisationId, key, token).ConfigureAwait(false);
                return await context.Suppressions
                    .Where(row => row.OrganisationId == organisationId && (row.Key == key || row.Key == hash))
                    .ExecuteDeleteAsync(token)
                    .ConfigureAwait(false) > 0;
            },
            cancellationToken);
    }

    public abstract Task<SuppressionEntry?> FindAsync(Guid organisationId, string addressKey, CancellationToken cancellationToken = default);

    public async IAsyncEnumerable<SuppressionEntry> ReadAsync(
        Guid organisationId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
#pragma warning disable CA1309 // The comparison is translated to SQL, where keys are compared byte by byte; EF Core knows this overload only.
        var rows = Pages.ReadAsync(
            (after, token) => database.ReadAsync(
                (context, t) => context.Suppressions
                    .Where(row => row.OrganisationId == organisationId && string.Compare(row.Key, after.Value) > 0)
                    .OrderBy(row => row.Key)
                    .Take(Pages.Size)
                    .ToListAsync(t),
                token),
            row => row.Key,
            (true, ""),
            cancellationToken);
#pragma warning restore CA1309
        await foreach (var row in rows.ConfigureAwait(false))
        {
            yield return row.ToEntry();
        }
    }

    /// <summary>Gets what an address is stored as if its person was erased; where nobody ever was, that is nothing.</summary>
    private static async Task<string?> HashAsync(OutreachDbContext context, Guid organisationId, string addressKey, CancellationToken cancellationToken)
    {
        var secret = await context.Metadata
            .Where(row => row.Name == MetadataNames.SuppressionKey)
            .Select(row => row.Value)
            .FirstOrDefaultAsync(cancellationToken)
            .ConfigureAwait(false);
        return secret is null ? null : SuppressionHash.Compute(secret, organisationId, addressKey);
    }
}
