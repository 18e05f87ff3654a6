namespace Outreach;

/// <summary>Something that a provider reports about a message, in one shape for all providers.</summary>
public sealed record ProviderEvent
{
    /// <summary>Gets what a second report of the same event is recognised by; 1 to 200 characters.</summary>
    public required string Key { get; init; }

    /// <summary>Gets what happened.</summary>
    public required DeliveryEventType Type { get; init; }

    /// <summary>Gets when it happened, by the provider's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the attempt that the message was, or <see langword="null"/> if it did not come from Outreach.</summary>
    public AttemptId? Attempt { get; init; }

    /// <summary>Gets the recipient's address, or <see langword="null"/>.</summary>
    public string? Recipient { get; init; }

    /// <summary>
    /// Gets the organisation to which <see cref="Recipient"/> wrote, for channels whose users are known by their address alone; <see langword="null"/>
    /// otherwise. Such an event counts for the recipient, on the provider's channel, whatever <see cref="Attempt"/> says.
    /// </summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>Gets what the recipient's mail server said, word for word, and the provider's id of the message.</summary>
    public ProviderReply? Reply { get; init; }

    /// <summary>Gets who runs the recipient's mailbox, one of <see cref="MailboxProviderNames"/> or another name; <see langword="null"/> if it is not known.</summary>
    public string? MailboxProvider { get; init; }

    /// <summary>Gets a detail for people such as the link that was followed, or <see langword="null"/>; at most 1,000 characters.</summary>
    public string? Detail { get; init; }
}
