namespace Outreach.Templating;

/// <summary>A piece of a compiled template. Immutable once compiled.</summary>
internal abstract class Node
{
    public int Start { get; set; }

    public int End { get; set; }

    /// <summary>Gets the nodes directly below.</summary>
    public virtual IEnumerable<Node> Children => [];

    public T At<T>(int start, int end)
        where T : Node
    {
        Start = start;
        End = end;
        return (T)this;
    }
}
