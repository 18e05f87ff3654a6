using System.Threading.Tasks.Sources;
using Microsoft.Extensions.Logging;

namespace Outreach;

/// <summary>
/// Group commit: what the slots want recorded while one transaction is being written goes into the next one together, so that a durable
/// write is shared by all. Under load a transaction waits a moment for as many entries as those before it had: each costs a write to the
/// disk and the same few pages, whether it carries two entries or thirty. A batch whose commit failed, or whose outcome is unknown, is written
/// again until it succeeds: entries are idempotent. As long as nothing can be recorded, nothing is leased (<see cref="IsStalled"/>) and no
/// intent is granted.
/// </summary>
internal sealed class LedgerWriter : ILedgerWriter, IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>How long a transaction waits for company at most; about what a durable write takes.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(1);

    private readonly ISendLedger _ledger;
    private readonly IWorkerSession _session;
    private readonly TimeProvider _clock;
    private readonly OutreachMetrics _metrics;
    private readonly ILogger _logger;
    private readonly int _batchSize;
    private readonly Lock _lock = new();
    private readonly Queue<Entry> _pending = new();
    private readonly Stack<Entry> _pool = new();
    private readonly SemaphoreSlim _signal = new(0);
    private readonly ITimer _linger;
    private readonly CancellationTokenSource _stopped;
    private readonly Task _loop;
    private volatile bool _stalled;
    private volatile bool _isLingering;
    private bool _closed;

    /// <summary>How many entries a transaction waits for: as many as there were lately without waiting.</summary>
    private int _company = 1;

    public LedgerWriter(ISendLedger ledger, IWorkerSession session, int batchSize, TimeProvider clock, OutreachMetrics metrics, ILogger logger)
    {
        _ledger = ledger;
        _session = session;
        _batchSize = batchSize;
        _clock = clock;
        _metrics = metrics;
        _logger = logger;
        _stopped = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _linger = clock.CreateTimer(static writer => ((LedgerWriter)writer!).StopLingering(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _loop = Task.Run(WriteAsync);
    }

    /// <summary>Gets whether the latest write failed and is being repeated.</summary>
    public bool IsStalled => _stalled;

    public ValueTask<IntentResult> WriteAsync(SendIntent intent) => Enqueue(intent, null, null);

    public ValueTask<IntentResult> WriteAsync(SendResult result) => Enqueue(null, result, null);

    public ValueTask<IntentResult> WriteAsync(ParticipantRelease release) => Enqueue(null, null, release);

    /// <summary>Writes what is pending and stops. What can't be written within <paramref name="patience"/> is given up: recovery deals with it.</summary>
    public async Task CloseAsync(TimeSpan patience)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
        }

        _signal.Release();
        _stopped.CancelAfter(patience);
        await _loop.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(false);
        await _linger.DisposeAsync().ConfigureAwait(false);
        _stopped.Dispose();
        _signal.Dispose();
    }

    private ValueTask<IntentResult> Enqueue(SendIntent? intent, SendResult? result, ParticipantRelease? release)
    {
        Entry entry;
        bool isAwaited;
        lock (_lock)
        {
            if (_closed)
            {
                return ValueTask.FromResult(new IntentResult(IntentVerdict.NotRecorded));
            }

            entry = _pool.TryPop(out var pooled) ? pooled : new Entry(this);
            entry.Set(intent, result, release);
            _pending.Enqueue(entry);
            isAwaited = _pending.Count == 1 || _pending.Count == _company;
        }

        if (isAwaited)
        {
            _signal.Release();
        }

        return entry.Task;
    }

    private void Return(Entry entry)
    {
        lock (_lock)
        {
            _pool.Push(entry);
        }
    }

    private async Task WriteAsync()
    {
        var batch = new LedgerBatch();
        var entries = new List<Entry>(_batchSize);
        while (true)
        {
            if (!await GatherAsync().ConfigureAwait(false))
            {
                return;
            }

            Take(entries);
            Fill(batch, entries);
            var verdicts = await CommitAsync(batch).ConfigureAwait(false);
            Complete(entries, verdicts);
            batch.Clear();
            entries.Clear();

            // Whoever was waiting for this batch goes first: what they have to record next shares the next write.
            await Task.Yield();
        }
    }

    /// <summary>Waits until there is something to write, and a moment for what else comes.</summary>
    /// <returns><see langword="false"/> if nothing will come any more.</returns>
    private async ValueTask<bool> GatherAsync()
    {
        while (Count(out var isClosed) == 0)
        {
            if (isClosed)
            {
                return false;
            }

            await _signal.WaitAsync().ConfigureAwait(false);
        }

        if (Count(out _) < _company)
        {
            await LingerAsync().ConfigureAwait(false);
        }

        return true;
    }

    private async ValueTask LingerAsync()
    {
        _isLingering = true;
        _linger.Change(Linger, Timeout.InfiniteTimeSpan);
        while (_isLingering && Count(out var isClosed) < _company && !isClosed)
        {
            await _signal.WaitAsync().ConfigureAwait(false);
        }

        _linger.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void StopLingering()
    {
        // One that comes late cuts the next wait short, which does no harm.
        _isLingering = false;
        _signal.Release();
    }

    private int Count(out bool isClosed)
    {
        lock (_lock)
        {
            isClosed = _closed;
            return _pending.Count;
        }
    }

    private void Take(List<Entry> entries)
    {
        lock (_lock)
        {
            while (entries.Count < _batchSize && _pending.TryDequeue(out var entry))
            {
                entries.Add(entry);
            }

            _company = entries.Count;
        }
    }

    private static void Fill(LedgerBatch batch, List<Entry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Intent is { } intent)
            {
                batch.Intents.Add(intent);
            }
            else if (entry.Result is { } result)
            {
                batch.Results.Add(result);
            }
            else
            {
                batch.Releases.Add(entry.Release!);
            }
        }
    }

    private async Task<IReadOnlyList<IntentResult>?> CommitAsync(LedgerBatch batch)
    {
        var pause = FirstPause;
        while (true)
        {
            try
            {
                var started = _clock.GetTimestamp();
                var verdicts = await _ledger.CommitAsync(_session, batch, CancellationToken.None).ConfigureAwait(false);
                _metrics.Committed(_clock.GetElapsedTime(started), batch.Count);
                _stalled = false;
                return verdicts;
            }
            catch (Exception exception)
            {
                _stalled = true;
                Log.LedgerWriteFailed(_logger, exception, batch.Count);
                if (_stopped.IsCancellationRequested)
                {
                    return null;
                }
            }

            try
            {
                await Task.Delay(pause, _clock, _stopped.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // One last try follows: the host is going down.
            }

            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private static void Complete(List<Entry> entries, IReadOnlyList<IntentResult>? verdicts)
    {
        var next = 0;
        foreach (var entry in entries)
        {
            if (verdicts is null)
            {
                entry.Complete(new IntentResult(IntentVerdict.NotRecorded));
            }
            else if (entry.Intent is not null)
            {
                entry.Complete(verdicts[next++]);
            }
            else
            {
                entry.Complete(default);
            }
        }
    }

    /// <summary>A pooled, awaitable entry. Continuations run on the pool, never on the writer's loop.</summary>
    private sealed class Entry(LedgerWriter owner) : IValueTaskSource<IntentResult>
    {
        private ManualResetValueTaskSourceCore<IntentResult> _core = new() { RunContinuationsAsynchronously = true };

        public SendIntent? Intent { get; private set; }

        public SendResult? Result { get; private set; }

        public ParticipantRelease? Release { get; private set; }

        public ValueTask<IntentResult> Task => new(this, _core.Version);

        public void Set(SendIntent? intent, SendResult? result, ParticipantRelease? release)
        {
            Intent = intent;
            Result = result;
            Release = release;
        }

        public void Complete(IntentResult result) => _core.SetResult(result);

        public IntentResult GetResult(short token)
        {
            var result = _core.GetResult(token);
            _core.Reset();
            Set(null, null, null);
            owner.Return(this);
            return result;
        }

        public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _core.OnCompleted(continuation, state, token, flags);
    }
}
