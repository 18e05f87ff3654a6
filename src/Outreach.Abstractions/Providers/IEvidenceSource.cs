namespace Outreach;

/// <summary>
/// Looks up in a provider's own records whether it accepted a message whose answer was lost. Registered by the provider's name, beside its
/// <see cref="IMessageProvider"/>. Safe for concurrent use.
/// </summary>
public interface IEvidenceSource
{
    /// <summary>
    /// Gets how long after an attempt the absence of the message proves that it was not accepted: longer than the provider itself may keep
    /// a message in its queue before its records show it.
    /// </summary>
    TimeSpan QuietPeriod { get; }

    /// <summary>
    /// Looks for a message by its attempt id or Message-ID. <see cref="Evidence.Absent"/> is only an answer of a source that would certainly
    /// show the message; when in doubt, or after a failure, the answer is <see cref="Evidence.Unknown"/>.
    /// </summary>
    Task<Evidence> LookUpAsync(SendRecord send, CancellationToken cancellationToken = default);
}
