namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>list_members</c>: a contact on a static list.</summary>
internal sealed class ListMemberEntity
{
    public Guid ListId { get; set; }

    public Guid ContactId { get; set; }
}
