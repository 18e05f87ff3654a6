namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>sender_accounts</c>.</summary>
internal sealed class SenderAccountEntity
{
    public Guid Id { get; set; }

    public Guid OrganisationId { get; set; }

    public string DisplayName { get; set; } = "";

    public Channel Channel { get; set; }

    public string Address { get; set; } = "";

    public string? BounceAddress { get; set; }

    public string? UnsubscribeAddress { get; set; }

    public string ProviderName { get; set; } = "";

    public int? DailyCap { get; set; }

    public string TimeZone { get; set; } = "";

    public string? Signature { get; set; }

    public string? SignatureHtml { get; set; }

    public bool IsActive { get; set; }

    public SenderAccount ToAccount() => new()
    {
        Id = Id,
        OrganisationId = OrganisationId,
        DisplayName = DisplayName,
        Channel = Channel,
        Address = Address,
        BounceAddress = BounceAddress,
        UnsubscribeAddress = UnsubscribeAddress,
        ProviderName = ProviderName,
        DailyCap = DailyCap,
        TimeZone = TimeZone,
        Signature = Signature,
        SignatureHtml = SignatureHtml,
        IsActive = IsActive,
    };

    public void Set(SenderAccount account)
    {
        Id = account.Id;
        OrganisationId = account.OrganisationId;
        DisplayName = account.DisplayName;
        Channel = account.Channel;
        Address = account.Address;
        BounceAddress = account.BounceAddress;
        UnsubscribeAddress = account.UnsubscribeAddress;
        ProviderName = account.ProviderName;
        DailyCap = account.DailyCap;
        TimeZone = account.TimeZone;
        Signature = account.Signature;
        SignatureHtml = account.SignatureHtml;
        IsActive = account.IsActive;
    }
}
