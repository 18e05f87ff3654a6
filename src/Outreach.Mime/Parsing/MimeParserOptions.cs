namespace Outreach.Mime;

/// <summary>Limits for <see cref="MimeParser"/>. What lies beyond a limit is not read, and a <see cref="MimeProblem"/> says so.</summary>
/// <remarks>Instances are immutable and may be shared by all threads. Values outside a range throw when they are set.</remarks>
public sealed record MimeParserOptions
{
    /// <summary>Gets the limits used when none are given.</summary>
    public static MimeParserOptions Default { get; } = new();

    /// <summary>Gets how many bytes of a message are read.</summary>
    /// <value>Bytes, 1 to 1,073,741,824. Default: 67,108,864 (64 MiB).</value>
    public int MaxTotalBytes { get; init => field = Within(value, 1, 1 << 30); } = 64 << 20;

    /// <summary>Gets how many bytes of one part's body are kept of a message that is read from a stream or pipe, still encoded.</summary>
    /// <value>
    /// Bytes, 0 to 1,073,741,824, the default, which keeps all. The rest is read but never in memory; <see cref="ParsedPart.OmittedBytes"/> says how
    /// much it was. A message that is in memory already is not cut.
    /// </value>
    public int MaxBodyBytes { get; init => field = Within(value, 0, 1 << 30); } = 1 << 30;

    /// <summary>Gets how many parts a message may have, the message itself included.</summary>
    /// <value>Parts, 1 to 100,000. Default: 1,000.</value>
    public int MaxParts { get; init => field = Within(value, 1, 100_000); } = 1_000;

    /// <summary>Gets how deep parts may be nested; deeper multiparts and messages are left unread.</summary>
    /// <value>Levels, 0 to 256, where 0 allows only the message itself. Default: 64.</value>
    public int MaxDepth { get; init => field = Within(value, 0, 256); } = 64;

    /// <summary>Gets how many header fields one message or part may have.</summary>
    /// <value>Fields, 1 to 100,000. Default: 1,000.</value>
    public int MaxHeaders { get; init => field = Within(value, 1, 100_000); } = 1_000;

    /// <summary>Gets how long the header section of one message or part may be.</summary>
    /// <value>Bytes, 1 to 16,777,216. Default: 262,144 (256 KiB).</value>
    public int MaxHeaderBytes { get; init => field = Within(value, 1, 16 << 20); } = 256 << 10;

    private static int Within(int value, int low, int high)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, low);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, high);
        return value;
    }
}
