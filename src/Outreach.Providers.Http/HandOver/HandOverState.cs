namespace Outreach.Providers.Http;

/// <summary>How far one request got.</summary>
internal sealed class HandOverState : IDisposable
{
    private readonly ISendAttempt _attempt;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenRegistration _registration;
    private readonly TimeSpan _answerTimeout;
    private int _begun;

    public HandOverState(ISendAttempt attempt, HttpProviderOptions options, TimeProvider time, CancellationToken caller)
    {
        _attempt = attempt;
        _caller = caller;
        _answerTimeout = options.AnswerTimeout;
        _stop = new CancellationTokenSource(options.RequestTimeout, time);
        _registration = caller.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
    }

    /// <summary>Gets what ends the request: the caller until the intent is granted, and the time limits.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Gets whether what completes the request may have left.</summary>
    public bool IsHandedOver { get; private set; }

    /// <summary>Gets the verdict that kept the message back.</summary>
    public IntentVerdict? Denied { get; private set; }

    /// <summary>Gets why the intent could not be asked for.</summary>
    public Exception? IntentFault { get; private set; }

    public bool IsCancelled => _caller.IsCancellationRequested;

    public void Begin()
    {
        if (Interlocked.Exchange(ref _begun, 1) != 0)
        {
            throw new InvalidOperationException(
                "A handler of the HTTP client repeated the request of a message; that would send it twice. Remove the handler from this client.");
        }
    }

    /// <summary>Asks for the intent. Returns only if the rest may leave.</summary>
    public async ValueTask CommitAsync()
    {
        try
        {
            var verdict = await _attempt.CommitIntentAsync(_caller).ConfigureAwait(false);
            if (verdict != IntentVerdict.Granted)
            {
                Denied = verdict;
            }
        }
        catch (Exception exception)
        {
            IntentFault = exception;
        }

        _stop.Token.ThrowIfCancellationRequested();
        if (Denied is not null || IntentFault is not null)
        {
            throw new OperationCanceledException("The message may not leave.");
        }

        // From here on the caller's cancellation is only a wish. If it comes while this runs, the token says so.
        await _registration.DisposeAsync().ConfigureAwait(false);
        _stop.Token.ThrowIfCancellationRequested();
        _stop.CancelAfter(_answerTimeout);
        IsHandedOver = true;
    }

    public void Dispose()
    {
        _registration.Dispose();
        _stop.Dispose();
    }
}
