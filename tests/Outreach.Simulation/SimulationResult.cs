namespace Outreach.Simulation;

/// <summary>What one seed gave.</summary>
internal sealed record SimulationResult
{
    public required int Seed { get; init; }

    public required ulong Hash { get; init; }

    public required TimeSpan VirtualTime { get; init; }

    public required IReadOnlyList<string> Violations { get; init; }

    public required long Events { get; init; }

    public required int Kills { get; init; }

    public required int Accepted { get; init; }

    public required int InDoubt { get; init; }
}
