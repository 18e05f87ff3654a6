namespace Outreach;

/// <summary>
/// To be told when the database was restored from a backup: it then knows less than the world, in which more messages may have been sent.
/// </summary>
public interface IDatabaseRestore
{
    /// <summary>
    /// Makes a restored database safe to use. Raises its generation, so that workers that knew the database before can send nothing more;
    /// turns every send that was being handed over, and every one that was due until <paramref name="sentUntil"/>, into one in doubt; and
    /// pauses all active campaigns, for people to look at the doubts before they resume. Until this call has ended no worker sends. A call
    /// that was interrupted is simply repeated. No worker of the restored database may run meanwhile.
    /// </summary>
    /// <param name="sentUntil">
    /// Until when messages may have been sent that the backup does not know, by the campaign's clock: the time at which the last worker
    /// stopped, which is usually that of the disaster.
    /// </param>
    /// <param name="cancellationToken">Cancels the call, which is then to be repeated.</param>
    Task<RestoreReport> MarkRestoredAsync(DateTimeOffset sentUntil, CancellationToken cancellationToken = default);
}
