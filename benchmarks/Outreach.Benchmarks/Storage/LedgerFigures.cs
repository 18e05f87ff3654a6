namespace Outreach.Benchmarks.Storage;

/// <summary>What a run of workers has reached.</summary>
/// <param name="Rate">Participants a second.</param>
/// <param name="ClientCpu">Microseconds of this process a participant; the server's are not in it.</param>
internal readonly record struct LedgerFigures(double Rate, double ClientCpu);
