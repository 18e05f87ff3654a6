using System.Threading.Channels;

namespace Outreach;

/// <summary>One run: a feeder that leases batches, and slots that take one participant at a time.</summary>
internal sealed class SendRun : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RecoverEvery = TimeSpan.FromMinutes(1);

    private readonly ISendLedger _ledger;
    private readonly IWorkerSession _session;
    private readonly LedgerWriter _writer;
    private readonly OutreachOptions _options;
    private readonly TimeProvider _time;
    private readonly TimeProvider _leaseClock;
    private readonly System.Threading.Channels.Channel<Lease> _queue;
    private readonly SendSlot[] _slots;
    private readonly Func<CancellationToken, Task> _recoverAsync;
    private readonly CancellationTokenSource _fenced = new();
    private long _recoveredAt;
    private int _inFlight;
    private TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SendRun(
        ISendLedger ledger,
        IWorkerSession session,
        LedgerWriter writer,
        SlotFactory factory,
        OutreachOptions options,
        TimeProvider time,
        RunCounters counters,
        IProgress<SendProgress>? progress,
        Func<CancellationToken, Task> recoverAsync)
    {
        _recoverAsync = recoverAsync;
        _ledger = ledger;
        _session = session;
        _writer = writer;
        _options = options;
        _time = time;
        _leaseClock = factory.LeaseClock;
        _queue = System.Threading.Channels.Channel.CreateBounded<Lease>(new BoundedChannelOptions(options.ConcurrentSends) { SingleWriter = true });
        _slots = new SendSlot[options.ConcurrentSends];
        for (var i = 0; i < _slots.Length; i++)
        {
            _slots[i] = factory.Create(writer, session, counters, progress, _fenced.Cancel);
        }
    }

    public async Task<SendRunEnding> ExecuteAsync(CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _fenced.Token);
        await RecoverAsync(linked.Token).ConfigureAwait(false);
        var workers = _slots.Select(slot => Task.Run(() => DrainAsync(slot, linked.Token), CancellationToken.None)).ToArray();
        try
        {
            await FeedAsync(linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (linked.IsCancellationRequested)
        {
            // The slots put back what they hold.
        }
        finally
        {
            _queue.Writer.Complete();
            await Task.WhenAll(workers).ConfigureAwait(false);
        }

        return _fenced.IsCancellationRequested ? SendRunEnding.GenerationChanged
            : cancellationToken.IsCancellationRequested ? SendRunEnding.Cancelled
            : SendRunEnding.NothingDue;
    }

    public void Dispose() => _fenced.Dispose();

    private async Task FeedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_leaseClock.GetElapsedTime(_recoveredAt) > RecoverEvery)
            {
                await RecoverAsync(cancellationToken).ConfigureAwait(false);
            }

            var leases = _writer.IsStalled ? [] : await LeaseAsync().ConfigureAwait(false);
            foreach (var lease in leases)
            {
                Interlocked.Increment(ref _inFlight);

                // Not cancelled: a leased participant is always given to a slot, which puts it back if the run is ending.
                await _queue.Writer.WriteAsync(lease, CancellationToken.None).ConfigureAwait(false);
            }

            if (leases.Count == 0 && !await WaitForWorkAsync(cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    /// <summary>Takes over what dead workers left; a run under steady load may last for days.</summary>
    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        await _recoverAsync(cancellationToken).ConfigureAwait(false);
        _recoveredAt = _leaseClock.GetTimestamp();
    }

    private async Task<List<Lease>> LeaseAsync()
    {
        var request = new LeaseRequest
        {
            Now = _time.GetUtcNow(),
            Limit = Math.Max(64, _options.ConcurrentSends * 4),
            Duration = _options.LeaseDuration,
        };
        var sendBy = _leaseClock.GetTimestamp()
            + ((_options.LeaseDuration - _options.AnswerTimeout).Ticks * _leaseClock.TimestampFrequency / TimeSpan.TicksPerSecond);

        // Not cancelled half way: a lease that was taken must be known here, or it would be held until it runs out.
        var leased = await _ledger.LeaseDueAsync(_session, request, CancellationToken.None).ConfigureAwait(false);
        return leased.Select(participant => new Lease(participant, sendBy)).ToList();
    }

    /// <summary>Waits until the slots are idle, or it is time to look for newly due participants.</summary>
    /// <returns><see langword="false"/> if nothing is in flight: the run is over.</returns>
    private async Task<bool> WaitForWorkAsync(CancellationToken cancellationToken)
    {
        var idle = Volatile.Read(ref _idle).Task;
        if (Volatile.Read(ref _inFlight) == 0 && !_writer.IsStalled)
        {
            return false;
        }

        await Task.WhenAny(idle, Task.Delay(LookAgain, _leaseClock, cancellationToken)).ConfigureAwait(false);
        return true;
    }

    private async Task DrainAsync(SendSlot slot, CancellationToken cancellationToken)
    {
        await foreach (var lease in _queue.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            await slot.ProcessAsync(lease, cancellationToken).ConfigureAwait(false);
            if (Interlocked.Decrement(ref _inFlight) == 0)
            {
                var idle = Interlocked.Exchange(ref _idle, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
                idle.TrySetResult();
            }
        }
    }
}
