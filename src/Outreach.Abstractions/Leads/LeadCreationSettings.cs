using System.Text.Json.Serialization;

namespace Outreach;

/// <summary>
/// When a campaign makes leads of its contacts: one a contact and campaign, whatever is repeated. As JSON it has exactly the members
/// <c>trigger</c> and <c>default_stage_id</c> (<see cref="LeadCreationSettingsJson"/>).
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LeadCreationSettings
{
    /// <summary>Gets what makes a lead.</summary>
    [JsonPropertyName("trigger")]
    public required LeadTrigger Trigger { get; init; }

    /// <summary>
    /// Gets the stage in which leads begin, ours or the host's, or <see langword="null"/> for none; at most 200 characters. A contact that is
    /// not in the pipeline of one of our stages is put there together with the lead; one that is stays where it is.
    /// </summary>
    [JsonPropertyName("default_stage_id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DefaultStageId { get; init; }
}
