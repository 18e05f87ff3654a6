using Microsoft.Extensions.Logging;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>Makes workers known to each other.</summary>
internal sealed class WorkerPresences(PostgreSqlDatabase database, ILogger<WorkerPresences> logger)
{
    public async Task<WorkerPresence> AppearAsync(Guid workerId, CancellationToken cancellationToken)
    {
        var presence = new WorkerPresence(database, workerId, logger);
        try
        {
            await presence.AppearAsync(cancellationToken).ConfigureAwait(false);
            return presence;
        }
        catch
        {
            await presence.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
