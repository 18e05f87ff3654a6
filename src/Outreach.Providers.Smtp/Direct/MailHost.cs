namespace Outreach.Providers.Smtp;

/// <summary>
/// A mail exchanger and what is known about it. Those who use connections with a verified certificate and those who do not have one each.
/// </summary>
internal sealed class MailHost(MailHostKey key, SmtpDestination destination, SmtpDirectOptions options, TimeProvider time)
{
    private volatile Failure? _failure;

    public MailHostKey Key => key;

    public SmtpDestination Destination => destination;

    /// <summary>Gets or sets how many messages are on their way to it; only under the lock of <see cref="MailHosts"/>.</summary>
    public int Users { get; set; }

    /// <summary>Gets the last failure if the host is to be left alone because of it.</summary>
    public HandOverResult? FindBackOff()
    {
        if (_failure is not { } failure)
        {
            return null;
        }

        var left = options.HostBackOff - time.GetElapsedTime(failure.Since);
        return left > TimeSpan.Zero ? failure.Result with { RetryAfter = failure.Result.RetryAfter ?? left } : null;
    }

    /// <summary>Remembers that no connection could be had. A host that has others to us only does not want more of them.</summary>
    public void FoundNobody(HandOverResult result)
    {
        if (options.HostBackOff > TimeSpan.Zero && !destination.Connections.HasConnections)
        {
            _failure = new Failure(result, time.GetTimestamp());
        }
    }

    private sealed record Failure(HandOverResult Result, long Since);
}
