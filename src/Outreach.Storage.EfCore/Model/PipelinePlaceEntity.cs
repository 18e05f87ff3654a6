namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>pipeline_places</c>: where a contact is in a pipeline.</summary>
internal sealed class PipelinePlaceEntity
{
    public Guid ContactId { get; set; }

    public Guid PipelineId { get; set; }

    public Guid StageId { get; set; }
}
