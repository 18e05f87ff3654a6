using System.Text.Json;

namespace Outreach;

/// <summary>The data of <c>lead.*</c> events.</summary>
public sealed record LeadEventData
{
    /// <summary>Gets the lead.</summary>
    public required Guid LeadId { get; init; }

    /// <summary>Gets the contact that the lead belongs to, if there is one.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>Gets the campaign that made the lead, if one did.</summary>
    public Guid? CampaignId { get; init; }

    /// <summary>Gets the stage in which the lead begins, if there is one.</summary>
    public string? StageId { get; init; }

    /// <summary>Gets where the lead came from, such as <c>import</c> or <c>reply</c>.</summary>
    public string? Source { get; init; }

    /// <summary>Reads the data of an event.</summary>
    /// <exception cref="JsonException">The event's data has another form.</exception>
    public static LeadEventData Read(OutreachEvent outreachEvent)
    {
        ArgumentNullException.ThrowIfNull(outreachEvent);
        return JsonSerializer.Deserialize(outreachEvent.Data, EventJsonContext.Default.LeadEventData) ?? throw new JsonException("The event has no data.");
    }
}
