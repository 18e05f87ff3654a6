namespace Outreach.Providers.Smtp.Tests;

/// <summary>A permission that counts how often it is asked for.</summary>
internal sealed class TestAttempt(IntentVerdict verdict = IntentVerdict.Granted, Func<CancellationToken, ValueTask>? before = null) : ISendAttempt
{
    private int _asked;

    public int Asked => Volatile.Read(ref _asked);

    public async ValueTask<IntentVerdict> CommitIntentAsync(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _asked);
        if (before is not null)
        {
            await before(cancellationToken);
        }

        return verdict;
    }
}
