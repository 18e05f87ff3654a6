namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>sequence_versions</c>.</summary>
internal sealed class SequenceVersionEntity
{
    public Guid Id { get; set; }

    public Guid OrganisationId { get; set; }

    public Guid CampaignId { get; set; }

    public int Number { get; set; }

    public InFlightPlan Plan { get; set; }

    /// <summary>Gets or sets the steps as JSON.</summary>
    public string Steps { get; set; } = "";

    public SequenceVersion ToSequence() => new()
    {
        Id = Id,
        OrganisationId = OrganisationId,
        CampaignId = CampaignId,
        Number = Number,
        Plan = Plan,
        Steps = StorageJson.Read<List<SequenceStep>>(Steps),
    };

    public static SequenceVersionEntity From(SequenceVersion sequence) => new()
    {
        Id = sequence.Id,
        OrganisationId = sequence.OrganisationId,
        CampaignId = sequence.CampaignId,
        Number = sequence.Number,
        Plan = sequence.Plan,
        Steps = StorageJson.Write(sequence.Steps),
    };
}
