namespace Outreach.Templating;

/// <summary>Where a loop is. Reused.</summary>
internal sealed class LoopState
{
    public long Index { get; set; }

    /// <summary>Gets or sets the number of elements; -1 in a <c>while</c>.</summary>
    public long Length { get; set; }

    /// <summary>Gets or sets the element of this round.</summary>
    public Value Current { get; set; }

    /// <summary>Gets or sets the element of the round before.</summary>
    public Value Previous { get; set; }

    public long Columns { get; set; }

    public LoopState? Outer { get; set; }

    public void Clear()
    {
        Outer = null;
        Current = default;
        Previous = default;
    }
}
