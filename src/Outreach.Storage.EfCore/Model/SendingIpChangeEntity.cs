namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>sending_ip_changes</c>.</summary>
internal sealed class SendingIpChangeEntity
{
    public Guid Id { get; set; }

    public Guid OrganisationId { get; set; }

    public string Address { get; set; } = "";

    public DateTimeOffset At { get; set; }

    public string Note { get; set; } = "";

    /// <summary>Gets or sets the address as it is since, as JSON.</summary>
    public string Ip { get; set; } = "";

    public SendingIpChange ToChange() => new() { Id = Id, At = At, Note = Note, Ip = StorageJson.Read<SendingIp>(Ip) };
}
