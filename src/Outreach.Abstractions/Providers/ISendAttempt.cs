namespace Outreach;

/// <summary>The permission to hand a message over, asked for by the provider at the last moment.</summary>
public interface ISendAttempt
{
    /// <summary>
    /// Records durably that the message is about to leave, and checks that it still may. A provider calls it exactly once, just before the
    /// first byte that could make the other side accept the message: for SMTP before end-of-data (or <c>BDAT … LAST</c>), for HTTP before
    /// the request. Only <see cref="IntentVerdict.Granted"/> lets it go on; after any other verdict nothing more of the message may leave.
    /// </summary>
    ValueTask<IntentVerdict> CommitIntentAsync(CancellationToken cancellationToken = default);
}
