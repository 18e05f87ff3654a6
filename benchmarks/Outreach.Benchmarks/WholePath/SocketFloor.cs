namespace Outreach.Benchmarks;

/// <summary>Sockets in this process on both sides, which send the engine's own bytes again.</summary>
internal sealed class SocketFloor(WholePathOptions options, SmtpSink sink) : IWholePathFloor
{
    public string Name => "raw sockets";

    public int Port => sink.Port;

    public TimeSpan SinkCpu => TimeSpan.Zero;

    public Task<double> MeasureAsync()
    {
        var sender = new RawSender(sink.Port, sink.Sample!);
        return Task.FromResult(Usage.Measure(options.Count, () => sender.Send(options.Count, options.Connections)).PerSecond);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
