namespace Outreach.Providers.Smtp;

/// <summary>
/// Whether envelopes go out behind the end of the message before. RFC 2920 §3.1 lets them, but a relay may drop or refuse what it did not expect:
/// then no more are sent early to it, and the job whose envelope was lost goes to a fresh connection. Safe for concurrent use.
/// </summary>
internal sealed class EarlyEnvelopes(SmtpOptions options)
{
    // Until one was answered the relay may have dropped it. Giving up early costs a connection, and no message.
    private static readonly TimeSpan Doubtful = TimeSpan.FromSeconds(30);

    private volatile bool _isOn = options.SendNextEnvelopeEarly;
    private volatile bool _works;

    public bool IsOn => _isOn;

    /// <summary>Gets how long to wait for the answer to an early MAIL.</summary>
    public TimeSpan Patience => _works || options.Timeouts.Command < Doubtful ? options.Timeouts.Command : Doubtful;

    /// <summary>Tells whether the answer to an early MAIL says that nothing should have come then.</summary>
    public static bool IsOutOfOrder(ProviderReply reply) =>
        reply.Code is 500 or 502 or 503
        || reply.Text.Contains("pipelining", StringComparison.OrdinalIgnoreCase)
        || reply.Text.Contains("synchroni", StringComparison.OrdinalIgnoreCase);

    /// <summary>An early envelope was answered like any other.</summary>
    public void Worked()
    {
        if (!_works)
        {
            _works = true;
        }
    }

    /// <summary>
    /// An early envelope got no answer, or one that says that it came out of order. A relay that has answered others may close a connection
    /// between two messages for reasons of its own.
    /// </summary>
    /// <returns>Whether envelopes were sent early until now and are no more.</returns>
    public bool Failed(bool isClosed)
    {
        if (!_isOn || (isClosed && _works))
        {
            return false;
        }

        _isOn = false;
        return true;
    }
}
