namespace Outreach.Samples;

/// <summary>What became of a campaign, as the database and the mail folder tell it.</summary>
internal sealed record CampaignReport
{
    public required Campaign Campaign { get; init; }

    public required CampaignStats Stats { get; init; }

    /// <summary>Gets the number of messages sent by step.</summary>
    public required IReadOnlyList<(string Step, int Sent)> Steps { get; init; }

    /// <summary>Gets the number of messages in the mail folder.</summary>
    public required int MailCount { get; init; }

    /// <summary>Gets the number of automatic replies, which stop nobody.</summary>
    public required int AutomaticReplies { get; init; }

    /// <summary>Gets everybody who did not get the whole sequence, by the reason.</summary>
    public required IReadOnlyList<StopGroup> Stopped { get; init; }

    /// <summary>Gets the sends of which nobody knows whether they arrived.</summary>
    public required IReadOnlyList<SendRecord> InDoubt { get; init; }

    /// <summary>Gets the virtual time that the run has reached.</summary>
    public DateTimeOffset? VirtualNow { get; init; }
}
