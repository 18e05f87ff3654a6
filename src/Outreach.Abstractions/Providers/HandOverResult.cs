namespace Outreach;

/// <summary>What became of a message that was given to a provider.</summary>
public sealed record HandOverResult
{
    /// <summary>Gets how far the message got.</summary>
    public required HandOverPhase Phase { get; init; }

    /// <summary>
    /// Gets how it failed; <see langword="null"/> if it was accepted (with <see cref="HandOverPhase.Answered"/>) or nobody knows (with
    /// <see cref="HandOverPhase.HandedOver"/>).
    /// </summary>
    public FailureKind? Failure { get; init; }

    /// <summary>
    /// Gets why the recipient's address must not be written to again, if the answer says so beyond doubt: it is not there, or its owner wants nothing
    /// more; <see langword="null"/> otherwise. Only with <see cref="FailureKind.RejectedRecipient"/>.
    /// </summary>
    public SuppressionReason? Suppression { get; init; }

    /// <summary>Gets the provider's reply, or a description of what went wrong before there was one.</summary>
    public ProviderReply? Reply { get; init; }

    /// <summary>Gets how long the provider asks to wait before the next attempt, or <see langword="null"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets the verdict that kept the message from being handed over, or <see langword="null"/> if that was not the reason.</summary>
    public IntentVerdict? Denied { get; init; }

    /// <summary>Gets whether the provider accepted the message.</summary>
    public bool IsAccepted => Phase == HandOverPhase.Answered && Failure is null;
}
