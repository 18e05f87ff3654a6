using System.Text.Json;

namespace Outreach;

/// <summary>The data of <c>campaign.*</c> events.</summary>
public sealed record CampaignEventData
{
    /// <summary>Gets the campaign.</summary>
    public required Guid CampaignId { get; init; }

    /// <summary>Gets the campaign's name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the status that the campaign has from then on.</summary>
    public required CampaignStatus Status { get; init; }

    /// <summary>Reads the data of an event.</summary>
    /// <exception cref="JsonException">The event's data has another form.</exception>
    public static CampaignEventData Read(OutreachEvent outreachEvent)
    {
        ArgumentNullException.ThrowIfNull(outreachEvent);
        return JsonSerializer.Deserialize(outreachEvent.Data, EventJsonContext.Default.CampaignEventData) ?? throw new JsonException("The event has no data.");
    }
}
