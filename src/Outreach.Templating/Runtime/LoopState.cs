namespace Outreach.Templating;

/// <summary>Where a loop is. Reused.</summary>
internal sealed class LoopState
{
    public long Index { get; set; }

    /// <summary>Gets or sets the number of elements; -1 in a <c>while</c>.</summary>
    public long Length { get; set; }

    public bool Changed { get; set; }

    public long Columns { get; set; }

    public LoopState? Outer { get; set; }
}
