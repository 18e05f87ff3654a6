namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>trigger_rules</c>.</summary>
internal sealed class TriggerRuleEntity
{
    public Guid Id { get; set; }

    public Guid OrganisationId { get; set; }

    public string Name { get; set; } = "";

    public Guid CampaignId { get; set; }

    public TriggerKind Kind { get; set; }

    public string? EventName { get; set; }

    public string? Tag { get; set; }

    public int InactiveDays { get; set; }

    /// <summary>Gets or sets the filter as JSON.</summary>
    public string Filter { get; set; } = "";

    public bool IsEnabled { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public TriggerRule ToRule() => new()
    {
        Id = Id,
        OrganisationId = OrganisationId,
        Name = Name,
        CampaignId = CampaignId,
        Kind = Kind,
        EventName = EventName,
        Tag = Tag,
        InactiveDays = InactiveDays,
        Filter = StorageJson.Read<AudienceFilter>(Filter),
        IsEnabled = IsEnabled,
        CreatedAt = CreatedAt,
    };

    public void Set(TriggerRule rule)
    {
        Id = rule.Id;
        OrganisationId = rule.OrganisationId;
        Name = rule.Name;
        CampaignId = rule.CampaignId;
        Kind = rule.Kind;
        EventName = rule.EventName;
        Tag = rule.Tag;
        InactiveDays = rule.InactiveDays;
        Filter = StorageJson.Write(rule.Filter);
        IsEnabled = rule.IsEnabled;
        CreatedAt = rule.CreatedAt;
    }
}
