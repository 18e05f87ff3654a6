namespace Outreach;

/// <summary>A whole sequence to begin with: when each message comes and what it says.</summary>
public sealed record SequencePreset
{
    /// <summary>Gets the id, such as <c>shopify-dtc</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the name shown to people.</summary>
    public required string Name { get; init; }

    /// <summary>Gets what the sequence is for and what to adapt before it is used.</summary>
    public required string Description { get; init; }

    /// <summary>Gets the niche that the text is written for, such as <c>Shopify DTC</c>, or <see langword="null"/> for any.</summary>
    public string? Niche { get; init; }

    /// <summary>Gets the steps.</summary>
    public required IReadOnlyList<SequenceStep> Steps { get; init; }

    /// <summary>Gets the schedule that suits it: working days, in the recipient's own time zone where it is known.</summary>
    public SendingSchedule Schedule { get; init; } = SendingSchedule.Always;

    /// <summary>Makes a draft of a campaign that any part may be changed of.</summary>
    /// <param name="name">The campaign's name.</param>
    /// <param name="audience">Whom it is for.</param>
    /// <param name="organisationId">The organisation, or <see langword="null"/> for <see cref="Organisation.DefaultId"/>.</param>
    public CampaignDraft ToDraft(string name, TargetAudience audience, Guid? organisationId = null) => new()
    {
        OrganisationId = organisationId ?? Organisation.DefaultId,
        Name = name,
        Audience = audience,
        Steps = Steps,
        Schedule = Schedule,
    };
}
