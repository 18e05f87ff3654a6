namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>suppressions</c>.</summary>
internal sealed class SuppressionEntity
{
    public Guid OrganisationId { get; set; }

    public string Key { get; set; } = "";

    public SuppressionReason Reason { get; set; }

    public DateTimeOffset At { get; set; }

    public string? Source { get; set; }

    public SuppressionEntry ToEntry() =>
        new() { OrganisationId = OrganisationId, Key = Key, Reason = Reason, At = At, Source = Source };

    public static SuppressionEntity From(SuppressionEntry entry) =>
        new() { OrganisationId = entry.OrganisationId, Key = entry.Key, Reason = entry.Reason, At = entry.At, Source = entry.Source };
}
