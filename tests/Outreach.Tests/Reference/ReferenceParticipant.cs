namespace Outreach.Tests.Reference;

/// <summary>A contact on its way through the reference.</summary>
internal sealed class ReferenceParticipant
{
    public required int Number { get; init; }

    public required Guid ContactId { get; init; }

    public required ContactDraft Contact { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    public bool IsSuppressed { get; set; }

    public ParticipantStatus Status { get; set; }

    public int Step { get; set; }

    /// <summary>Gets or sets the sentiment of the latest reply.</summary>
    public ReplySentiment? Sentiment { get; set; }

    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Gets or sets how many copies of the message that was sent last are still to be sent.</summary>
    public int CopiesLeft { get; set; }

    /// <summary>Gets or sets when that message was sent.</summary>
    public DateTimeOffset SentAt { get; set; }
}
