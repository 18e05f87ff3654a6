namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>quotas</c>: how many units are taken.</summary>
internal sealed class QuotaEntity
{
    public Guid OrganisationId { get; set; }

    public string Key { get; set; } = "";

    public long Used { get; set; }
}
