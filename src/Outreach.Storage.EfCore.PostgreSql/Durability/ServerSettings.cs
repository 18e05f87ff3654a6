namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>What a server says of itself.</summary>
internal sealed record ServerSettings
{
    public required int Version { get; init; }

    public required bool IsStandby { get; init; }

    public required string Fsync { get; init; }

    public required string FullPageWrites { get; init; }

    public required string SynchronousCommit { get; init; }

    public required string SynchronousStandbyNames { get; init; }

    public required int AsynchronousStandbys { get; init; }

    /// <summary>Gets whether a fail-over could go to a standby that lacks the latest commits: there are standbys, and no commit waits for one.</summary>
    public bool MayFailOverToStale =>
        AsynchronousStandbys > 0 && (SynchronousStandbyNames.Length == 0 || SynchronousCommit is "local" or "off");

    /// <summary>Gets the setting by which a crash or power failure takes back what was confirmed, or <see langword="null"/>.</summary>
    public string? FindUnsafe() =>
        Fsync == "off" ? "fsync"
        : FullPageWrites == "off" ? "full_page_writes"
        : SynchronousCommit == "off" ? "synchronous_commit"
        : null;
}
