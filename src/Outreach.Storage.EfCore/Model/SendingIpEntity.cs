namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>sending_ips</c>.</summary>
internal sealed class SendingIpEntity
{
    public Guid OrganisationId { get; set; }

    public string Address { get; set; } = "";

    public string ProviderName { get; set; } = "";

    public string Pool { get; set; } = "";

    public MessageStream Stream { get; set; }

    public bool IsActive { get; set; }

    /// <summary>Gets or sets the warm-up as JSON.</summary>
    public string? WarmUp { get; set; }

    public SendingIp ToIp() => new()
    {
        OrganisationId = OrganisationId,
        Address = Address,
        ProviderName = ProviderName,
        Pool = Pool,
        Stream = Stream,
        IsActive = IsActive,
        WarmUp = WarmUp is null ? null : StorageJson.Read<WarmUp>(WarmUp),
    };

    public void Set(SendingIp ip)
    {
        OrganisationId = ip.OrganisationId;
        Address = ip.Address;
        ProviderName = ip.ProviderName;
        Pool = ip.Pool;
        Stream = ip.Stream;
        IsActive = ip.IsActive;
        WarmUp = ip.WarmUp is null ? null : StorageJson.Write(ip.WarmUp);
    }
}
