namespace Outreach.Benchmarks;

/// <summary>A sink, and a sender that does nothing but send to it.</summary>
internal interface IWholePathFloor : IAsyncDisposable
{
    string Name { get; }

    int Port { get; }

    /// <summary>Gets the processor time of the sink; zero if it is in this process and part of this process's time.</summary>
    TimeSpan SinkCpu { get; }

    /// <returns>Messages a second.</returns>
    Task<double> MeasureAsync();
}
