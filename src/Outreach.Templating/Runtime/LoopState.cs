namespace Outreach.Templating;

/// <summary>Where a loop is. Reused.</summary>
internal sealed class LoopState
{
    public long Index { get; set; }

    /// <summary>Gets or sets the number of elements; -1 in a <c>while</c>.</summary>
    public long Length { get; set; }

    public long Columns { get; set; }

    /// <summary>Gets or sets what the loop goes through.</summary>
    public Value List { get; set; }

    /// <summary>Gets or sets the position in the list of the first round's element.</summary>
    public long Start { get; set; }

    /// <summary>Gets or sets the way from one element to the next: 1 or -1.</summary>
    public long Stride { get; set; }

    public LoopState? Outer { get; set; }

    /// <summary>Gets the element of a round.</summary>
    public Value At(long round) => Lists.At(List, Start + (round * Stride));

    public void Clear()
    {
        Outer = null;
        List = default;
    }
}
