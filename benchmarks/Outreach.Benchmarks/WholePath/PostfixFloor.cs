using Outreach.Benchmarks.Smtp;

namespace Outreach.Benchmarks;

/// <summary><c>smtp-sink</c> and <c>smtp-source -d</c>, with messages as long as the engine's.</summary>
internal sealed class PostfixFloor : IWholePathFloor
{
    private readonly WholePathOptions _options;
    private readonly SmtpSinkProcess _sink;
    private readonly int _length;

    private PostfixFloor(WholePathOptions options, SmtpSinkProcess sink, int length) => (_options, _sink, _length) = (options, sink, length);

    public string Name => "smtp-source -d";

    public int Port => _sink.Port;

    public TimeSpan SinkCpu => _sink.Cpu;

    public static async Task<PostfixFloor> StartAsync(WholePathOptions options, SinkSample sample) =>
        new(options, await SmtpSinkProcess.StartAsync(), sample.Content.Length);

    public async Task<double> MeasureAsync() =>
        _options.Count / (await _sink.RunSourceAsync(_options.Connections, _options.Count, _length)).TotalSeconds;

    public ValueTask DisposeAsync()
    {
        _sink.Dispose();
        return ValueTask.CompletedTask;
    }
}
