using System.Text.Json;

namespace Outreach;

/// <summary>The data of <c>message.*</c> and <c>send.*</c> events. Members that are not known, or mean nothing for the event, are left out.</summary>
public sealed record MessageEventData
{
    /// <summary>Gets the send.</summary>
    public Guid? SendId { get; init; }

    /// <summary>Gets the campaign.</summary>
    public Guid? CampaignId { get; init; }

    /// <summary>Gets the participant.</summary>
    public Guid? ParticipantId { get; init; }

    /// <summary>Gets the contact.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>Gets which recipient a send is for, if it is a copy; <see langword="null"/> for the message to the contact itself.</summary>
    public RecipientRole? CopyRole { get; init; }

    /// <summary>Gets the step.</summary>
    public Guid? StepId { get; init; }

    /// <summary>Gets the step's index when the message was sent, from 0.</summary>
    public int? StepIndex { get; init; }

    /// <summary>Gets the variant that was sent.</summary>
    public string? VariantId { get; init; }

    /// <summary>Gets the account that sends.</summary>
    public Guid? SenderAccountId { get; init; }

    /// <summary>Gets the provider's name.</summary>
    public string? Provider { get; init; }

    /// <summary>Gets the Message-ID with its angle brackets.</summary>
    public string? MessageId { get; init; }

    /// <summary>Gets the provider's own id of the message.</summary>
    public string? ProviderMessageId { get; init; }

    /// <summary>Gets the number of the attempt, from 1.</summary>
    public int? Attempt { get; init; }

    /// <summary>Gets how the attempt failed.</summary>
    public FailureKind? Failure { get; init; }

    /// <summary>Gets the mail server's reply code, such as 550.</summary>
    public int? ReplyCode { get; init; }

    /// <summary>Gets the mail server's enhanced status code (RFC 3463), such as <c>5.1.1</c>.</summary>
    public string? EnhancedCode { get; init; }

    /// <summary>Gets who runs the recipient's mailbox, as far as the provider told, such as <c>gmail</c>.</summary>
    public string? MailboxProvider { get; init; }

    /// <summary>Gets whether a bounce is for good (<see langword="true"/>) or for this time only.</summary>
    public bool? IsHardBounce { get; init; }

    /// <summary>Gets whether a machine answered (out of office and the like) and not the person.</summary>
    public bool? IsAutomatic { get; init; }

    /// <summary>Gets the sentiment of a person's reply, if it is known.</summary>
    public ReplySentiment? Sentiment { get; init; }

    /// <summary>Reads the data of an event.</summary>
    /// <exception cref="JsonException">The event's data has another form.</exception>
    public static MessageEventData Read(OutreachEvent outreachEvent)
    {
        ArgumentNullException.ThrowIfNull(outreachEvent);
        return JsonSerializer.Deserialize(outreachEvent.Data, EventJsonContext.Default.MessageEventData) ?? throw new JsonException("The event has no data.");
    }
}
