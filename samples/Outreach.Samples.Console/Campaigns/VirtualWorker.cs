namespace Outreach.Samples;

/// <summary>Sends what is due at the virtual time of a run that another process drives.</summary>
internal sealed class VirtualWorker(ISendEngine engine, SampleClock clock, IDueSignal signal)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var signalled = signal.Next;
            await clock.RestoreAsync(cancellationToken);
            await engine.RunDueAsync(progress: null, cancellationToken);

            // A host's worker (AddWorker) would sleep until the next due time; here that comes whenever the clock is moved.
            await Task.WhenAny(signalled, Task.Delay(LookAgain, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
