namespace Outreach.Deliverability;

/// <summary>Says how much a message looks like spam.</summary>
public interface ISpamFilter
{
    /// <summary>Scores a message.</summary>
    /// <param name="message">The message as it would be sent.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <returns>The score. Do not throw where the filter can't be reached: that is in <see cref="SpamScore.Problem"/>.</returns>
    Task<SpamScore> ScoreAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default);
}
