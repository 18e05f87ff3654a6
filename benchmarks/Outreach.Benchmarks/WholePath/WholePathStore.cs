namespace Outreach.Benchmarks;

/// <summary>Where a whole-path run keeps its data.</summary>
internal enum WholePathStore
{
    /// <summary>In memory.</summary>
    Memory,

    /// <summary>In a SQLite file in a temporary folder, with the durable defaults.</summary>
    Sqlite,
}
