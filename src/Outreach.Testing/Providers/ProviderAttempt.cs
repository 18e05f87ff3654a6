namespace Outreach.Testing;

/// <summary>A permission that counts how often it is asked for.</summary>
/// <param name="verdict">The answer.</param>
public sealed class ProviderAttempt(IntentVerdict verdict = IntentVerdict.Granted) : ISendAttempt
{
    private int _asked;

    /// <summary>Gets how often the provider asked.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Gets or sets what happens while the provider waits for the answer.</summary>
    public Func<CancellationToken, ValueTask>? OnAsked { get; set; }

    /// <inheritdoc/>
    public async ValueTask<IntentVerdict> CommitIntentAsync(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _asked);
        if (OnAsked is not null)
        {
            await OnAsked(cancellationToken);
        }

        return verdict;
    }
}
