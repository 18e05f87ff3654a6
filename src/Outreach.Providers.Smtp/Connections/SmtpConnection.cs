using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Outreach.Providers.Smtp;

/// <summary>One session with the relay, from greeting to QUIT. Used by one job at a time.</summary>
internal sealed class SmtpConnection(SmtpOptions options, SmtpWire wire, SmtpCapabilities capabilities, EarlyEnvelopes early, TimeProvider time)
{
    private static readonly TimeSpan QuitPatience = TimeSpan.FromSeconds(2);

    // Below this a connection is not looked at before its next use: servers do not close that fast, and looking costs a system call.
    private static readonly TimeSpan SurelyAlive = TimeSpan.FromSeconds(1);

    private readonly SmtpEnvelope _envelope = new(options, wire, capabilities, early);
    private readonly SmtpContent _content = new(options, wire, capabilities.Chunking && options.UseChunking);
    private HandOverResult? _lastAccepted;
    private byte[] _lastReply = [];
    private bool _broken;
    private bool _aheadWritten;

    public SmtpWire Wire => wire;

    public int MessagesSent { get; private set; }

    public bool WasUsed => MessagesSent > 0;

    public long IdleSince { get; private set; } = time.GetTimestamp();

    /// <summary>Gets the job whose envelope was sent behind the end of the message before.</summary>
    public SmtpJob? Ahead { get; private set; }

    /// <summary>Gets whether the last job's envelope was sent early and the relay lost it or could not make sense of it.</summary>
    public bool LostAhead { get; private set; }

    /// <summary>Gets whether another message may follow. Behind an envelope that was sent early its answers may have come.</summary>
    public bool IsUsable => !_broken && ((Ahead is not null && _aheadWritten) || !wire.HasUnreadInput);

    public bool IsWornOut => options.MaxMessagesPerConnection > 0 && MessagesSent >= options.MaxMessagesPerConnection;

    public bool LooksAlive() => time.GetElapsedTime(IdleSince) < SurelyAlive || !wire.IsReadable();

    /// <summary>Takes the job away whose envelope this connection has; the connection is of no use to others then.</summary>
    public SmtpJob? TakeAhead()
    {
        var job = Ahead;
        Ahead = null;
        return job;
    }

    /// <summary>Hands a message over.</summary>
    /// <param name="job">The message.</param>
    /// <param name="pool">Gives the job whose envelope may follow.</param>
    /// <exception cref="SmtpSessionException">The connection failed, and nothing was handed over.</exception>
    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder<>))]
    public async ValueTask<HandOverResult> SendAsync(SmtpJob job, SmtpConnectionPool pool)
    {
        var isAhead = Ahead == job && _aheadWritten;
        Ahead = null;
        LostAhead = isAhead;
        try
        {
            if (!isAhead && _envelope.Refuse(job) is { } unable)
            {
                return unable;
            }

            var refusal = await _envelope.ExchangeAsync(job, isAhead).ConfigureAwait(false);
            LostAhead = _envelope.IsOutOfOrder;
            if (refusal is not null)
            {
                _broken |= _envelope.IsBroken;
                return refusal;
            }

            return await SendContentAsync(job, pool).ConfigureAwait(false);
        }
        catch
        {
            _broken = true;
            throw;
        }
        finally
        {
            MessagesSent++;
            IdleSince = time.GetTimestamp();
        }
    }

    /// <summary>Says goodbye (RFC 5321 §4.1.1.10). Failures do not matter any more.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever happens, the connection is closed.")]
    public async Task QuitAsync()
    {
        try
        {
            wire.WriteCommand("QUIT");
            await wire.FlushAsync(QuitPatience).ConfigureAwait(false);
            await wire.ReadReplyAsync(QuitPatience, "after QUIT").ConfigureAwait(false);
        }
        catch (Exception)
        {
            wire.Abort();
        }
        finally
        {
            wire.Dispose();
        }
    }

    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder<>))]
    private async ValueTask<HandOverResult> SendContentAsync(SmtpJob job, SmtpConnectionPool pool)
    {
        _content.Start(job.Email.Content);
        if (_content.IsLong && await _content.SendBeginningAsync().ConfigureAwait(false) is { } refusal)
        {
            _broken = true;
            return refusal;
        }

        // The intent is the last thing before end-of-data: a receiver acts on nothing else.
        job.IntentAsked = true;
        var verdict = await job.Attempt.CommitIntentAsync(job.CancellationToken).ConfigureAwait(false);
        if (verdict != IntentVerdict.Granted)
        {
            Withdraw();
            return new HandOverResult { Phase = HandOverPhase.NotHandedOver, Denied = verdict };
        }

        // Whatever the server says from here on must answer the end of the message.
        if (wire.HasSurplus())
        {
            throw new SmtpSessionException(FailureKind.Transient, "The relay sent a reply that nothing had asked for.");
        }

        if (!job.TryBeginHandOver())
        {
            throw new SmtpSessionException(FailureKind.Transient, "The call was cancelled.");
        }

        return await CompleteAsync(pool).ConfigureAwait(false);
    }

    /// <summary>The message must not be completed. After DATA there is no way but to close; with BDAT there is RSET (RFC 3030 §2).</summary>
    private void Withdraw()
    {
        if (_content.IsChunked)
        {
            _envelope.NeedsReset = true;
        }
        else
        {
            wire.Abort();
            _broken = true;
        }
    }

    /// <summary>From the first octet on nobody can know what the relay did, unless it says so.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The message is in doubt, whatever the fault.")]
    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder<>))]
    private async ValueTask<HandOverResult> CompleteAsync(SmtpConnectionPool pool)
    {
        try
        {
            _content.WriteEnd();
            AppendNextEnvelope(pool);
            await wire.FlushAsync(options.Timeouts.DataBlock).ConfigureAwait(false);
            var reply = await wire.ReadReplyAsync(options.Timeouts.DataEnd, "after the end of the message").ConfigureAwait(false);
            return Conclude(reply);
        }
        catch (Exception exception)
        {
            _broken = true;
            var text = $"The message was handed over, but its answer was lost: {exception.Message}";
            return new HandOverResult { Phase = HandOverPhase.HandedOver, Reply = new ProviderReply { Text = text } };
        }
    }

    private void AppendNextEnvelope(SmtpConnectionPool pool)
    {
        if (!early.IsOn || !_envelope.IsPipelined || MessagesSent + 2 > Limit())
        {
            return;
        }

        if (pool.TakeWaiting() is { } next)
        {
            // One that this server cannot take still gets this connection next, and finds out by itself.
            Ahead = next;
            _aheadWritten = _envelope.Refuse(next) is null;
            if (_aheadWritten)
            {
                _envelope.WriteAll(next);
            }
        }
    }

    private long Limit() => options.MaxMessagesPerConnection == 0 ? long.MaxValue : options.MaxMessagesPerConnection;

    private HandOverResult Conclude(SmtpReply reply)
    {
        if (reply.Class == 2 && _lastAccepted is not null && reply.Raw.SequenceEqual(_lastReply))
        {
            return _lastAccepted;
        }

        var provider = reply.ToProviderReply();
        if (reply.Class is 4 or 5)
        {
            _broken |= reply.Code == 421;
            return SmtpEnvelope.Refusal(SmtpStage.EndOfData, provider);
        }

        // 250 is the only yes (RFC 5321 §4.3.2); something like 220 or 354 answers another question, and the right answer is lost.
        if (reply.Code is < 250 or > 259)
        {
            _broken = true;
            return new HandOverResult { Phase = HandOverPhase.HandedOver, Reply = provider };
        }

        _lastReply = reply.Raw.ToArray();
        return _lastAccepted = new HandOverResult { Phase = HandOverPhase.Answered, Reply = provider };
    }
}
