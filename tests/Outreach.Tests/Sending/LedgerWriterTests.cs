using Microsoft.Extensions.Logging.Abstractions;
using Outreach.Sequencing;

namespace Outreach.Tests.Sending;

public sealed class LedgerWriterTests : IAsyncDisposable
{
    private readonly VirtualTimeProvider _clock = new(EngineFixture.Start);
    private readonly OutreachMetrics _metrics = new();
    private readonly CommitRecorder _commits;
    private readonly LedgerWriter _writer;

    public LedgerWriterTests() =>
        _writer = new LedgerWriter(CommitRecorder.Create(out _commits), new Session(), 64, _clock, _metrics, NullLogger.Instance);

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _metrics.Dispose();
    }

    [Fact]
    public async Task Entries_ThatComeWhileATransactionIsWritten_ShareTheNext()
    {
        var first = Write();
        await CommitRecorder.UntilAsync(() => _commits.Sizes.Count == 1);
        var others = new[] { Write(), Write(), Write() };
        await _commits.CommitAsync(1);
        await _commits.CommitAsync(2);

        await Task.WhenAll([first, .. others]);
        Assert.Equal([1, 3], _commits.Sizes);
    }

    [Fact]
    public async Task Transaction_WithFewerEntriesThanTheOneBefore_WaitsAMillisecondForOthers()
    {
        await WriteThreeTogetherAsync();
        var late = Write();
        await CommitRecorder.UntilAsync(() => _clock.NextTimerAt is not null);
        Assert.Equal(TimeSpan.FromMilliseconds(1), _clock.NextTimerAt - _clock.GetUtcNow());
        Assert.Equal(2, _commits.Sizes.Count);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await _commits.CommitAsync(3);

        await late;
        Assert.Equal([1, 3, 1], _commits.Sizes);
    }

    [Fact]
    public async Task Transaction_WithAsManyEntriesAsTheOneBefore_WaitsNoLonger()
    {
        await WriteThreeTogetherAsync();
        var first = Write();
        await CommitRecorder.UntilAsync(() => _clock.NextTimerAt is not null);
        var others = new[] { Write(), Write() };
        await _commits.CommitAsync(3);

        await Task.WhenAll([first, .. others]);
        Assert.Equal([1, 3, 3], _commits.Sizes);
        Assert.Equal(EngineFixture.Start, _clock.GetUtcNow());
    }

    [Fact]
    public async Task WriterThatCloses_WaitsForNobody()
    {
        await WriteThreeTogetherAsync();
        var last = Write();
        await CommitRecorder.UntilAsync(() => _clock.NextTimerAt is not null);
        var closing = _writer.CloseAsync(TimeSpan.FromMinutes(1));
        await _commits.CommitAsync(3);

        await Task.WhenAll(last, closing);
        Assert.Equal(EngineFixture.Start, _clock.GetUtcNow());
        Assert.Equal(IntentVerdict.NotRecorded, (await Write()).Verdict);
    }

    private async Task WriteThreeTogetherAsync()
    {
        var first = Write();
        await CommitRecorder.UntilAsync(() => _commits.Sizes.Count == 1);
        var others = new[] { Write(), Write(), Write() };
        await _commits.CommitAsync(1);
        await _commits.CommitAsync(2);
        await Task.WhenAll([first, .. others]);
    }

    private Task<IntentResult> Write() => _writer.WriteAsync(new ParticipantRelease
    {
        OrganisationId = Organisation.DefaultId,
        ParticipantId = Guid.CreateVersion7(),
        Epoch = 1,
    }).AsTask();

    private sealed class Session : IWorkerSession
    {
        public Guid WorkerId { get; } = Guid.CreateVersion7();

        public int Generation => 1;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
