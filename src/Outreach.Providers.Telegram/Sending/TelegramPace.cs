namespace Outreach.Providers.Telegram;

/// <summary>Spreads requests evenly over each second. Safe for concurrent use.</summary>
/// <param name="perSecond">How many there may be a second; <see langword="null"/> for any number.</param>
/// <param name="time">The clock.</param>
internal sealed class TelegramPace(int? perSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long _interval = perSecond is { } most ? time.TimestampFrequency / most : 0;
    private long _next = long.MinValue;

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var wait = time.GetElapsedTime(0, Reserve());
        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }

    private long Reserve()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            var mine = Math.Max(now, _next);
            _next = mine + _interval;
            return mine - now;
        }
    }
}
