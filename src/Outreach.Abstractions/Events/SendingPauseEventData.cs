using System.Text.Json;

namespace Outreach;

/// <summary>The data of <c>sending.*</c> events.</summary>
public sealed record SendingPauseEventData
{
    /// <summary>Gets what is paused.</summary>
    public required ReputationScope Scope { get; init; }

    /// <summary>Gets the sender account's id, the domain or the address.</summary>
    public required string Key { get; init; }

    /// <summary>Gets when sending goes on.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Gets why sending is paused.</summary>
    public required string Reason { get; init; }

    /// <summary>Reads the data of an event.</summary>
    /// <exception cref="JsonException">The event's data has another form.</exception>
    public static SendingPauseEventData Read(OutreachEvent outreachEvent)
    {
        ArgumentNullException.ThrowIfNull(outreachEvent);
        return JsonSerializer.Deserialize(outreachEvent.Data, EventJsonContext.Default.SendingPauseEventData) ?? throw new JsonException("The event has no data.");
    }
}
