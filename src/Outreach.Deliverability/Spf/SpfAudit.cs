namespace Outreach.Deliverability;

/// <summary>A domain's SPF record with all that it leads to, for the domain's owner.</summary>
public sealed record SpfAudit
{
    /// <summary>Gets the domain.</summary>
    public required string Domain { get; init; }

    /// <summary>Gets the domain's record and those that it includes.</summary>
    public required SpfAuditNode Root { get; init; }

    /// <summary>Gets how many terms ask DNS at most, over all records; receivers refuse to go beyond ten (RFC 7208 §4.6.4).</summary>
    public int Lookups => Root.Lookups;

    /// <summary>Gets how many of the names in the records lead to nothing; receivers allow two (RFC 7208 §4.6.4).</summary>
    public int VoidLookups => Root.VoidLookups;

    /// <summary>Gets all records, the domain's first.</summary>
    public IEnumerable<SpfAuditNode> Nodes => Flatten(Root);

    private static IEnumerable<SpfAuditNode> Flatten(SpfAuditNode node) => node.Children.SelectMany(Flatten).Prepend(node);
}
