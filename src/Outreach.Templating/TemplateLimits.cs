namespace Outreach.Templating;

/// <summary>
/// How much one template may use. A breach is an error with a position, never a truncated text. The defaults leave room for every mail that makes sense
/// and stop everything else within a second.
/// </summary>
public sealed record TemplateLimits
{
    /// <summary>Gets the longest template text.</summary>
    /// <value>UTF-16 code units. Default: 524,288.</value>
    public int MaxTemplateLength { get; init; } = 512 * 1024;

    /// <summary>Gets how deep blocks, brackets and choices may be nested. Checked before an expression is parsed.</summary>
    /// <value>Levels, 1 to 200. Default: 100.</value>
    public int MaxNesting { get; init; } = 100;

    /// <summary>Gets how many statements, calls and loop steps one render may take.</summary>
    /// <value>Default: 200,000.</value>
    public int MaxSteps { get; init; } = 200_000;

    /// <summary>Gets how often one loop may go round, and how many elements a list made by a template may have.</summary>
    /// <value>Default: 10,000.</value>
    public int MaxLoop { get; init; } = 10_000;

    /// <summary>Gets how deep functions and includes may call each other.</summary>
    /// <value>Levels. Default: 100.</value>
    public int MaxRecursion { get; init; } = 100;

    /// <summary>Gets the longest output of one render.</summary>
    /// <value>Bytes. Default: 4 MiB.</value>
    public int MaxOutputBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Gets how much memory the values may take that a template makes while it renders, those already dropped included.</summary>
    /// <value>Bytes, estimated. Default: 16 MiB.</value>
    public long MaxAllocatedBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Gets how long one regular expression may take.</summary>
    /// <value>Default: 100 ms.</value>
    public TimeSpan RegexTimeout { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Gets how long one render may take. The last resort: <see cref="MaxSteps"/> stops what runs away much sooner, and does not depend on how busy
    /// the machine is.</summary>
    /// <value>Default: 2 s.</value>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromSeconds(2);
}
