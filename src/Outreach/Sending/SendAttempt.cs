using System.Runtime.CompilerServices;

namespace Outreach;

/// <summary>
/// One attempt as its provider sees it. Owned and reused by a slot: the provider's call is over before the next attempt begins.
/// </summary>
internal sealed class SendAttempt(ILedgerWriter writer, TimeProvider campaignClock, TimeProvider leaseClock) : ISendAttempt
{
    private SendIntent? _intent;
    private long _sendBy;
    private TimeSpan _pause;

    /// <summary>Gets whether the intent is recorded, whatever the provider was told: the ledger then awaits a result.</summary>
    public bool IsRecorded { get; private set; }

    /// <summary>Gets whether the provider was allowed to hand the message over.</summary>
    public bool IsGranted { get; private set; }

    /// <summary>Gets the ledger's answer, or <see langword="null"/> if it was not asked.</summary>
    public IntentResult? Answer { get; private set; }

    /// <summary>Makes the attempt ready for a message.</summary>
    /// <param name="intent">The intent.</param>
    /// <param name="sendBy">Until when it may be used, as a timestamp of the lease clock.</param>
    /// <param name="pause">The pause of the campaign after this message, or zero.</param>
    public void Reset(SendIntent intent, long sendBy, TimeSpan pause)
    {
        _pause = pause;
        _intent = intent;
        _sendBy = sendBy;
        IsRecorded = false;
        IsGranted = false;
        Answer = null;
    }

    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder<>))]
    public async ValueTask<IntentVerdict> CommitIntentAsync(CancellationToken cancellationToken = default)
    {
        if (Answer is not null)
        {
            throw new InvalidOperationException("A provider may ask for the permission to hand over once an attempt.");
        }

        if (IsTooLate)
        {
            return Deny(new IntentResult(IntentVerdict.Fenced));
        }

        // Not cancelled once it is asked: whether the intent was recorded must be known.
        cancellationToken.ThrowIfCancellationRequested();
        var intent = _pause == TimeSpan.Zero ? _intent! : _intent! with { NextSendAt = campaignClock.GetUtcNow() + _pause };
        var answer = await writer.WriteAsync(intent).ConfigureAwait(false);
        IsRecorded = answer.Verdict is IntentVerdict.Granted or IntentVerdict.NotRecorded;

        // The write may have waited for a slow disk: what is granted too late is not used, and recorded as not handed over.
        if (answer.Verdict == IntentVerdict.Granted && IsTooLate)
        {
            return Deny(new IntentResult(IntentVerdict.NotRecorded));
        }

        IsGranted = answer.Verdict == IntentVerdict.Granted;
        Answer = answer;
        return answer.Verdict;
    }

    private bool IsTooLate => leaseClock.GetTimestamp() >= _sendBy;

    private IntentVerdict Deny(IntentResult answer)
    {
        Answer = answer;
        return answer.Verdict;
    }
}
