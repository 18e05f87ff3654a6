namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>Takes an event's transaction back when it turns out, half-way, that the event is not to be stored.</summary>
internal sealed class EventNotApplied(EventOutcome outcome) : Exception
{
    public EventOutcome Outcome { get; } = outcome;
}
