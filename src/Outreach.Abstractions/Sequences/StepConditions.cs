using System.Text.Json.Serialization;

namespace Outreach;

/// <summary>
/// What must hold for a step to be sent. All groups are joined with AND; a step whose conditions fail is skipped. As JSON it has exactly the
/// members named here (<see cref="StepConditionsJson"/>); a member of another name is an error, since a misspelt condition that is ignored
/// would send what should not be sent.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StepConditions
{
    /// <summary>Makes conditions.</summary>
    /// <param name="stopIfReplied">
    /// The value of <see cref="StopIfReplied"/>. A parameter, since generated JSON readers set a missing <c>init</c> property to its type's
    /// default value, whereas for a missing parameter they take the one that is written here.
    /// </param>
    public StepConditions(bool stopIfReplied = true) => StopIfReplied = stopIfReplied;

    /// <summary>Gets conditions that always hold.</summary>
    public static StepConditions None { get; } = new();

    /// <summary>
    /// Gets whether the sequence stops if the contact has replied since the latest message to them. Default: <see langword="true"/>.
    /// With <see langword="false"/> a reply does not keep this step from being sent at its time.
    /// </summary>
    [JsonPropertyName("stopIfReplied")]
    public bool StopIfReplied { get; init; }

    /// <summary>Gets conditions on the contact's fields, all of which must hold; <see langword="null"/> or empty for none.</summary>
    [JsonPropertyName("contact")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ContactCondition>? Contact { get; init; }

    /// <summary>Gets the place in a pipeline where the contact must be. A contact that is not in the pipeline is not sent to.</summary>
    [JsonPropertyName("inPipelineStage")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PipelineStageCondition? InPipelineStage { get; init; }

    /// <summary>Gets the place in a pipeline where the contact must not be. A contact that is not in the pipeline is sent to.</summary>
    [JsonPropertyName("notInPipelineStage")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PipelineStageCondition? NotInPipelineStage { get; init; }

    /// <summary>Gets a message that the contact must have opened.</summary>
    [JsonPropertyName("opened")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OpenedCondition? Opened { get; init; }

    /// <summary>Gets a message that the contact must not have opened.</summary>
    [JsonPropertyName("notOpened")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OpenedCondition? NotOpened { get; init; }

    /// <summary>Gets a link that the contact must have followed.</summary>
    [JsonPropertyName("clicked")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ClickedCondition? Clicked { get; init; }

    /// <summary>
    /// Gets the sentiments of which the contact's latest reply in this campaign must have one; <see langword="null"/> or empty for any. A
    /// contact that has not replied has none of them, and neither has a reply that nobody judged (<see cref="IReplyClassifier"/>,
    /// <see cref="ExternalEvent.Sentiment"/>).
    /// </summary>
    [JsonPropertyName("replySentiment")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ReplySentiment>? ReplySentiment { get; init; }

    /// <summary>Gets conditions on the contact's tags.</summary>
    [JsonPropertyName("tags")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TagCondition? Tags { get; init; }
}
