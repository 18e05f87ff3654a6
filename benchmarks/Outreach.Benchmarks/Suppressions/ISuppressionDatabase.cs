namespace Outreach.Benchmarks.Suppressions;

/// <summary>A database with suppressions.</summary>
internal interface ISuppressionDatabase : IAsyncDisposable
{
    IServiceProvider Services { get; }

    /// <summary>Adds the entries from one number to before another, by a statement of the database.</summary>
    Task FillAsync(int from, int to);

    /// <summary>Looks addresses up as the send path does, and prints how long it takes.</summary>
    Task MeasureLookupsAsync(int entries);
}
