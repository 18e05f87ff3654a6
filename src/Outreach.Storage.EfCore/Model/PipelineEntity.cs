namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>pipelines</c>.</summary>
internal sealed class PipelineEntity
{
    public Guid Id { get; set; }

    public Guid OrganisationId { get; set; }

    public string Name { get; set; } = "";

    /// <summary>Gets or sets the stages as JSON.</summary>
    public string Stages { get; set; } = "";

    public Pipeline ToPipeline() => new()
    {
        Id = Id,
        OrganisationId = OrganisationId,
        Name = Name,
        Stages = StorageJson.Read<List<PipelineStage>>(Stages),
    };
}
