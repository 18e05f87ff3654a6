namespace Outreach.Templating;

/// <summary>The parameters behind the list of a loop.</summary>
internal sealed class ForOptions
{
    public Expression? Offset { get; set; }

    public Expression? Limit { get; set; }

    public Expression? Columns { get; set; }

    public bool Reversed { get; set; }

    public IEnumerable<Node> All => new Node?[] { Offset, Limit, Columns }.Where(node => node is not null).Select(node => node!);
}
