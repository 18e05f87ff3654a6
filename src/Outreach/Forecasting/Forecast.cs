namespace Outreach;

/// <summary>What a campaign will do, as far as is known.</summary>
public sealed class Forecast
{
    private readonly Lazy<ILookup<Guid, ForecastSend>> _byContact;

    internal Forecast(IReadOnlyList<ForecastSend> sends)
    {
        Sends = sends;
        _byContact = new(() => sends.ToLookup(static send => send.ContactId));
    }

    /// <summary>Gets when the forecast begins.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Gets how many contacts take part.</summary>
    public required long Participants { get; init; }

    /// <summary>Gets every message, in the order in which they go out.</summary>
    public IReadOnlyList<ForecastSend> Sends { get; }

    /// <summary>Gets how many messages go out on each day, by sender account; days are those of the schedule's time zone.</summary>
    public required IReadOnlyList<ForecastDay> Days { get; init; }

    /// <summary>Gets when the last participant is finished, or <see langword="null"/> if that is beyond the end of the forecast.</summary>
    public required DateTimeOffset? EndsAt { get; init; }

    /// <summary>Gets the range in which the end lies under the modelled rates.</summary>
    public required ForecastRange EndRange { get; init; }

    /// <summary>Gets who gets no message at all, and why.</summary>
    public required IReadOnlyList<ForecastOmission> NeverSent { get; init; }

    /// <summary>Gets what puts messages off, what does so most often first.</summary>
    public required IReadOnlyList<ForecastLimit> Limits { get; init; }

    /// <summary>Gets how many participants end with each status.</summary>
    public required IReadOnlyDictionary<ParticipantStatus, long> Outcomes { get; init; }

    /// <summary>Gets what the pre-launch check finds; empty for a campaign that runs.</summary>
    public required IReadOnlyList<LaunchFinding> Problems { get; init; }

    /// <summary>Gets the messages that a contact gets, in order.</summary>
    public IEnumerable<ForecastSend> TimelineOf(Guid contactId) => _byContact.Value[contactId];
}
