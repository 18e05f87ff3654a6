using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>Named values in a database.</summary>
internal sealed class EfMetadataStore(OutreachDatabase database) : IMetadataStore
{
    public Task<string?> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        return database.ReadAsync(
            (context, token) => context.Metadata.Where(row => row.Name == name).Select(row => row.Value).FirstOrDefaultAsync(token),
            cancellationToken);
    }

    public Task SetAsync(string name, string value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        return database.WriteAsync(
            async (context, token) =>
            {
                var row = await context.Metadata.AsTracking().FirstOrDefaultAsync(row => row.Name == name, token).ConfigureAwait(false);
                if (row is null)
                {
                    context.Metadata.Add(row = new MetadataEntity { Name = name });
                }

                row.Value = value;
                return await context.SaveChangesAsync(token).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public async Task<string> GetOrAddAsync(string name, string value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        return await GetAsync(name, cancellationToken).ConfigureAwait(false) ?? await database.WriteAsync(
            async (context, token) =>
            {
                // Looked for again, since somebody else may have added it before this transaction began.
                if (await context.Metadata.FirstOrDefaultAsync(row => row.Name == name, token).ConfigureAwait(false) is { } present)
                {
                    return present.Value;
                }

                context.Metadata.Add(new MetadataEntity { Name = name, Value = value });
                await context.SaveChangesAsync(token).ConfigureAwait(false);
                return value;
            },
            cancellationToken).ConfigureAwait(false);
    }
}
