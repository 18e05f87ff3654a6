namespace Outreach.Providers.Smtp;

/// <summary>Numbers the connections of a provider. Safe for concurrent use.</summary>
internal sealed class ConnectionNumbers
{
    private long _last;

    public long Next() => Interlocked.Increment(ref _last);
}
