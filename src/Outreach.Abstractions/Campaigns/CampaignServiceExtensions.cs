namespace Outreach;

/// <summary>Shortcuts for hosts with one organisation: they use <see cref="Organisation.DefaultId"/>.</summary>
public static class CampaignServiceExtensions
{
    /// <inheritdoc cref="ICampaignService.StartAsync(Guid, Guid, CancellationToken)"/>
    public static Task StartAsync(this ICampaignService campaigns, Guid campaignId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(campaigns);
        return campaigns.StartAsync(Organisation.DefaultId, campaignId, cancellationToken);
    }

    /// <inheritdoc cref="ICampaignService.UpdateAsync"/>
    public static Task<Campaign> UpdateAsync(
        this ICampaignService campaigns, Guid campaignId, Func<Campaign, Campaign> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(campaigns);
        return campaigns.UpdateAsync(Organisation.DefaultId, campaignId, change, cancellationToken);
    }

    /// <inheritdoc cref="ICampaignService.PauseAsync"/>
    public static Task PauseAsync(this ICampaignService campaigns, Guid campaignId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(campaigns);
        return campaigns.PauseAsync(Organisation.DefaultId, campaignId, cancellationToken);
    }

    /// <inheritdoc cref="ICampaignService.ResumeAsync"/>
    public static Task ResumeAsync(this ICampaignService campaigns, Guid campaignId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(campaigns);
        return campaigns.ResumeAsync(Organisation.DefaultId, campaignId, cancellationToken);
    }

    /// <inheritdoc cref="ICampaignService.StopAsync"/>
    public static Task StopAsync(this ICampaignService campaigns, Guid campaignId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(campaigns);
        return campaigns.StopAsync(Organisation.DefaultId, campaignId, cancellationToken);
    }

    /// <inheritdoc cref="ICampaignService.GetStatsAsync"/>
    public static Task<CampaignStats> GetStatsAsync(this ICampaignService campaigns, Guid campaignId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(campaigns);
        return campaigns.GetStatsAsync(Organisation.DefaultId, campaignId, cancellationToken);
    }
}
