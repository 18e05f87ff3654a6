namespace Outreach;

/// <summary>The messages of one day.</summary>
public sealed record ForecastDay
{
    /// <summary>Gets the date, in the schedule's time zone.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Gets how many messages go out.</summary>
    public required long Sent { get; init; }

    /// <summary>Gets how many of them come from each sender account.</summary>
    public required IReadOnlyDictionary<Guid, long> BySender { get; init; }

    /// <summary>Gets the sender accounts that reach their daily cap on this day.</summary>
    public required IReadOnlyList<Guid> FullSenders { get; init; }
}
