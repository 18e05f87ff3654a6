namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>sending_pauses</c>.</summary>
internal sealed class SendingPauseEntity
{
    public Guid OrganisationId { get; set; }

    public ReputationScope Scope { get; set; }

    public string Key { get; set; } = "";

    /// <summary>Gets or sets the day on which the pause began (UTC), as a number of days.</summary>
    public int Day { get; set; }

    public DateTimeOffset At { get; set; }

    public DateTimeOffset Until { get; set; }

    public string Reason { get; set; } = "";

    public SendingPause ToPause() => new() { OrganisationId = OrganisationId, Scope = Scope, Key = Key, At = At, Until = Until, Reason = Reason };

    public void Set(SendingPause pause)
    {
        OrganisationId = pause.OrganisationId;
        Scope = pause.Scope;
        Key = pause.Key;
        Day = pause.Day.DayNumber;
        At = pause.At;
        Until = pause.Until;
        Reason = pause.Reason;
    }
}
