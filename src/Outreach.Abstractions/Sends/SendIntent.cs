namespace Outreach;

/// <summary>
/// A worker's wish to hand over a message now. Recorded durably before the first byte that could complete the request leaves the host;
/// the same transaction checks that the message may still go and reserves its quotas.
/// </summary>
public sealed record SendIntent
{
    /// <summary>
    /// Gets the send as it will be stored: its state is <see cref="SendState.Sending"/>, its epoch the lease's, its attempt the new one.
    /// A send that is in doubt is only granted another attempt if <see cref="SendRecord.Doubt"/> is set here, by which the worker says that
    /// it knows and has a reason; without it the answer is <see cref="IntentVerdict.Fenced"/>.
    /// </summary>
    public required SendRecord Send { get; init; }

    /// <summary>Gets the version of the sequence by which the message was composed.</summary>
    public required Guid SequenceVersionId { get; init; }

    /// <summary>Gets the key of the recipient's address, checked against suppression.</summary>
    public required string RecipientKey { get; init; }

    /// <summary>
    /// Gets when the campaign's next message may go once this one is granted, by the campaign's clock; <see langword="null"/> for a campaign
    /// without <see cref="Campaign.Pacing"/>. With it the intent is refused as <see cref="IntentVerdict.Paced"/> if its own
    /// <see cref="SendRecord.IntentAt"/> is earlier than what the message before left here.
    /// </summary>
    public DateTimeOffset? NextSendAt { get; init; }
}
