namespace Outreach;

/// <summary>Counts what the slots of a run do.</summary>
internal sealed class RunCounters
{
    private readonly long[] _counts = new long[Enum.GetValues<SendProgressKind>().Length];

    public void Add(SendProgressKind kind, int count = 1) => Interlocked.Add(ref _counts[(int)kind], count);

    public RunReport ToReport(DateTimeOffset? nextDueAt) => new()
    {
        Sent = Of(SendProgressKind.Sent),
        Retried = Of(SendProgressKind.Retried),
        Failed = Of(SendProgressKind.Failed),
        InDoubt = Of(SendProgressKind.InDoubt),
        Deferred = Of(SendProgressKind.Deferred),
        Skipped = Of(SendProgressKind.Skipped),
        Stopped = Of(SendProgressKind.Stopped),
        Completed = Of(SendProgressKind.Completed),
        NextDueAt = nextDueAt,
    };

    private long Of(SendProgressKind kind) => Interlocked.Read(ref _counts[(int)kind]);
}
