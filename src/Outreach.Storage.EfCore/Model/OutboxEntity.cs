namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>outbox</c>: an event that waits for one subscriber.</summary>
internal sealed class OutboxEntity
{
    public long Position { get; set; }

    public string Subscriber { get; set; } = "";

    public int Partition { get; set; }

    public Guid EventId { get; set; }

    public Guid OrganisationId { get; set; }

    public string Type { get; set; } = "";

    public DateTimeOffset At { get; set; }

    public Guid Subject { get; set; }

    public string Data { get; set; } = "";

    public int Attempts { get; set; }

    /// <summary>Gets or sets until when the entry waits for its next attempt; <see langword="null"/> if it has not failed.</summary>
    public DateTimeOffset? WaitsUntil { get; set; }

    public DateTimeOffset? ParkedAt { get; set; }

    public string? Error { get; set; }

    public static OutboxEntity From(OutreachEvent value, string subscriber) => new()
    {
        Subscriber = subscriber,
        Partition = OutboxEntry.PartitionOf(value.Subject),
        EventId = value.Id,
        OrganisationId = value.OrganisationId,
        Type = value.Type,
        At = value.At,
        Subject = value.Subject,
        Data = value.Data,
    };

    public OutboxEntry ToEntry() => new()
    {
        Position = Position,
        Subscriber = Subscriber,
        Attempts = Attempts,
        Error = Error,
        ParkedAt = ParkedAt,
        Event = new OutreachEvent { Id = EventId, OrganisationId = OrganisationId, Type = Type, At = At, Subject = Subject, Data = Data },
    };
}
