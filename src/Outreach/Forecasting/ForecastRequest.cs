namespace Outreach;

/// <summary>What to forecast.</summary>
public sealed record ForecastRequest
{
    /// <summary>Gets the organisation. Default: <see cref="Organisation.DefaultId"/>.</summary>
    public Guid OrganisationId { get; init; } = Organisation.DefaultId;

    /// <summary>Gets the campaign: a draft, as if it were started, or one that runs, from where it is. A paused one counts as resumed.</summary>
    public required Guid CampaignId { get; init; }

    /// <summary>Gets when the forecast begins, or <see langword="null"/> for now.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Gets how far it looks ahead.</summary>
    /// <value>1 to 3,650 days. Default: 365.</value>
    public int Days { get; init; } = 365;

    /// <summary>Gets how recipients answer.</summary>
    public ReplyModel Replies { get; init; } = ReplyModel.Typical;

    /// <summary>
    /// Gets how often the campaign is gone through with other seeds of the reply model, for the range of the end; <see langword="null"/> to
    /// let the size of the audience decide: 20 for up to 1,000 contacts, 8 for up to 5,000, 3 for up to 20,000, else one, which gives no range.
    /// </summary>
    /// <value>1 to 1,000.</value>
    public int? Repetitions { get; init; }

    /// <summary>Gets who is told how far virtual time has come, about once a virtual day; <see langword="null"/> for nobody.</summary>
    public IProgress<DateTimeOffset>? Progress { get; init; }
}
