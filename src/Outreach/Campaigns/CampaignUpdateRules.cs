namespace Outreach;

/// <summary>Says what of a campaign may still be changed.</summary>
internal static class CampaignUpdateRules
{
    /// <exception cref="ArgumentException">A field was changed that nobody may change.</exception>
    /// <exception cref="InvalidOperationException">A field was changed that the campaign's status holds fast.</exception>
    public static void Check(Campaign before, Campaign after)
    {
        if (after with { Name = before.Name } == before)
        {
            return;
        }

        if (before.Status == CampaignStatus.Completed)
        {
            throw new InvalidOperationException($"Campaign {before.Id} is completed; only its Name can be changed.");
        }

        if (FindFixed(before, after) is { } field)
        {
            throw new ArgumentException($"{field} of a campaign can't be changed like this; the service's other methods change it.", nameof(after));
        }

        if (before.Status != CampaignStatus.Draft && FindHeld(before, after) is { } held)
        {
            throw new InvalidOperationException($"Campaign {before.Id} was started, so {held} can't be changed any more; create another campaign.");
        }
    }

    /// <summary>Makes the draft that a campaign would be created of, so that the same rules hold.</summary>
    public static CampaignDraft ToDraft(Campaign campaign, IReadOnlyList<SequenceStep> steps) => new()
    {
        OrganisationId = campaign.OrganisationId,
        Name = campaign.Name,
        Stream = campaign.Stream,
        Audience = campaign.Audience,
        SenderAccountIds = campaign.SenderAccountIds,
        Steps = steps,
        Schedule = campaign.Schedule,
        Pacing = campaign.Pacing,
        LeadCreation = campaign.LeadCreation,
        ReplyTo = campaign.ReplyTo,
        From = campaign.From,
        Cc = campaign.Cc,
        Bcc = campaign.Bcc,
        Attachments = campaign.Attachments,
        Tracking = campaign.Tracking,
    };

    private static string? FindFixed(Campaign before, Campaign after) =>
        after.Id != before.Id ? nameof(Campaign.Id)
        : after.OrganisationId != before.OrganisationId ? nameof(Campaign.OrganisationId)
        : after.Status != before.Status ? nameof(Campaign.Status)
        : after.SequenceVersionId != before.SequenceVersionId ? nameof(Campaign.SequenceVersionId)
        : after.Revision != before.Revision ? nameof(Campaign.Revision)
        : after.CreatedAt != before.CreatedAt ? nameof(Campaign.CreatedAt)
        : after.StartedAt != before.StartedAt ? nameof(Campaign.StartedAt)
        : after.CompletedAt != before.CompletedAt ? nameof(Campaign.CompletedAt)
        : null;

    private static string? FindHeld(Campaign before, Campaign after) =>
        after.Audience != before.Audience ? nameof(Campaign.Audience)
        : !after.SenderAccountIds.SequenceEqual(before.SenderAccountIds) ? nameof(Campaign.SenderAccountIds)
        : after.Stream != before.Stream ? nameof(Campaign.Stream)
        : null;
}
