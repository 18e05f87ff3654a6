namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>trigger_events</c>: an event of the host that was applied.</summary>
internal sealed class TriggerEventEntity
{
    public Guid OrganisationId { get; set; }

    public string Key { get; set; } = "";

    public DateTimeOffset At { get; set; }
}
