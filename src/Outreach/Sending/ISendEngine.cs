namespace Outreach;

/// <summary>
/// Sends what is due. <c>AddWorker()</c> calls it for the life of the host; tests, samples and the forecast call it themselves, in their own time.
/// </summary>
public interface ISendEngine
{
    /// <summary>
    /// Looks after every participant that is due now by the campaign's clock, until none is left. Calls run one after another.
    /// </summary>
    /// <param name="progress">Is told of each participant, from several threads.</param>
    /// <param name="cancellationToken">
    /// Ends the run gracefully: no more participants are leased, messages that were not handed over yet are put back, and the results of the
    /// others are awaited and recorded before the call ends.
    /// </param>
    /// <returns>What was done.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled; everything that happened is recorded.</exception>
    Task<RunReport> RunDueAsync(IProgress<SendProgress>? progress = null, CancellationToken cancellationToken = default);
}
