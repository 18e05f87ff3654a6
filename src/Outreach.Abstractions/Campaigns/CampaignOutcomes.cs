namespace Outreach;

/// <summary>
/// What became of a campaign's messages to contacts after they were handed over, counted by the database; copies are left out. Of several events of a kind about
/// one message, one counts. How many were accepted is in <see cref="CampaignStats.Sent"/>.
/// </summary>
public sealed record CampaignOutcomes
{
    /// <summary>Gets how many messages are looked through at most for <see cref="AfterUnsubscribe"/>.</summary>
    public const int MostAfterUnsubscribe = 1_000;

    /// <summary>
    /// Gets how long after somebody has unsubscribed messages may still arrive: two days (Google, "Email sender guidelines FAQ", within 48 hours; Yahoo, "Sender
    /// Best Practices", within 2 days).
    /// </summary>
    public static TimeSpan UnsubscribeGrace { get; } = TimeSpan.FromDays(2);

    /// <summary>Gets the number of messages that were refused because of the recipient (<see cref="FailureKind.RejectedRecipient"/>).</summary>
    public long Refused { get; init; }

    /// <summary>Gets the number of messages that were accepted and came back.</summary>
    public long CameBack { get; init; }

    /// <summary>Gets the number of messages that were reported as spam.</summary>
    public long Complained { get; init; }

    /// <summary>Gets the number of messages that were opened, or whose links were followed, as far as is known.</summary>
    public long Opened { get; init; }

    /// <summary>
    /// Gets the number of messages that went to people who had unsubscribed, from this or another campaign, more than <see cref="UnsubscribeGrace"/> before; of at
    /// most <see cref="MostAfterUnsubscribe"/> that went out later than an unsubscription.
    /// </summary>
    public long AfterUnsubscribe { get; init; }

    /// <summary>Gets the number of messages that bounced: refused because of the recipient, or came back.</summary>
    public long Bounced => Refused + CameBack;
}
