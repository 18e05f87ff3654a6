namespace Outreach;

/// <summary>
/// Counts of a campaign. <see cref="Total"/> counts participants; <see cref="Sent"/> and <see cref="Failed"/> count messages to contacts, without
/// copies; <see cref="InDoubt"/> counts sends, copies included; the others count participants by the status that they have now.
/// </summary>
public sealed record CampaignStats
{
    /// <summary>Gets the number of participants.</summary>
    public long Total { get; init; }

    /// <summary>Gets the number of messages to contacts that a provider accepted.</summary>
    public long Sent { get; init; }

    /// <summary>Gets the number of copies (Cc and Bcc) that a provider accepted.</summary>
    public long SentCopies { get; init; }

    /// <summary>Gets the number of messages to contacts that were refused for good.</summary>
    public long Failed { get; init; }

    /// <summary>Gets the number of sends of which it is not known whether the provider accepted them.</summary>
    public long InDoubt { get; init; }

    /// <summary>Gets the number of participants who still have a step before them.</summary>
    public long Unfinished { get; init; }

    /// <summary>Gets the number of participants who replied.</summary>
    public long Replied { get; init; }

    /// <summary>Gets the number of participants whose mail bounced.</summary>
    public long Bounced { get; init; }

    /// <summary>Gets the number of participants who unsubscribed.</summary>
    public long Unsubscribed { get; init; }

    /// <summary>Gets the number of participants who were stopped by a person or a rule.</summary>
    public long Stopped { get; init; }

    /// <summary>Gets the number of participants who received the whole sequence.</summary>
    public long Completed { get; init; }
}
