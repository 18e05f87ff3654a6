using System.Text;

namespace Outreach.Providers.Smtp;

/// <summary>One message on its way, the permission it needs, and its place in the queue for a connection.</summary>
internal sealed class SmtpJob(OutgoingEmail email, ISendAttempt attempt, CancellationToken cancellationToken)
{
    private const int Open = 0;
    private const int Cancelled = 1;
    private const int HandingOver = 2;

    private volatile SmtpWire? _wire;
    private volatile TaskCompletionSource<SmtpConnection?>? _waiter;
    private int _state;

    public OutgoingEmail Email => email;

    public ISendAttempt Attempt => attempt;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Gets the envelope sender for the wire; empty for the null path.</summary>
    public string Sender { get; private set; } = "";

    public string Recipient { get; private set; } = "";

    /// <summary>Gets whether MAIL needs the SMTPUTF8 parameter (RFC 6531 §3.4).</summary>
    public bool NeedsUtf8 { get; private set; }

    /// <summary>Gets or sets whether the permission was asked for; from then on no other connection may be tried.</summary>
    public bool IntentAsked { get; set; }

    /// <summary>Gets or sets whether a stale connection was replaced already.</summary>
    public bool Replaced { get; set; }

    /// <summary>
    /// Gets or sets whether the last server was left before anything was handed over and before the permission was asked for, so that another may be tried.
    /// </summary>
    public bool MayTryNext { get; set; }

    /// <summary>Gets or sets whether no connection to the last server could be had.</summary>
    public bool FoundNobody { get; set; }

    /// <summary>Gets or sets what the server said first, if a connection was opened for this job.</summary>
    public string? Greeting { get; set; }

    public bool IsCancelled => Volatile.Read(ref _state) == Cancelled;

    /// <summary>Checks the envelope.</summary>
    /// <returns>The refusal, or <see langword="null"/>.</returns>
    public HandOverResult? Prepare()
    {
        var sender = email.EnvelopeSender.Length == 0 ? "" : EnvelopeAddress.Prepare(email.EnvelopeSender);
        if (sender is null)
        {
            return Refuse(FailureKind.Permanent, "The envelope sender is not a mail address that can be sent: correct the sender's bounce address.");
        }

        var recipient = EnvelopeAddress.Prepare(email.EnvelopeRecipient);
        if (recipient is null)
        {
            return Refuse(FailureKind.RejectedRecipient, "The recipient is not a mail address that can be sent: correct the contact's address.");
        }

        Sender = sender;
        Recipient = recipient;
        NeedsUtf8 = email.RequiresSmtpUtf8 || !Ascii.IsValid(sender) || !Ascii.IsValid(recipient);
        return null;
    }

    public static HandOverResult Refuse(FailureKind kind, string text) =>
        new() { Phase = HandOverPhase.NotHandedOver, Failure = kind, Reply = new ProviderReply { Text = text } };

    /// <summary>Names the connection that a cancellation must close.</summary>
    public void Attach(SmtpWire? wire)
    {
        _wire = wire;

        // Against Cancel, which does the same in the other order: one of both sees what the other wrote.
        Interlocked.MemoryBarrier();
        if (wire is not null && IsCancelled)
        {
            wire.Abort();
        }
    }

    /// <summary>Makes the job wait for a connection. Called before others can see the job.</summary>
    public Task<SmtpConnection?> Wait()
    {
        var waiter = new TaskCompletionSource<SmtpConnection?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiter = waiter;
        Interlocked.MemoryBarrier();
        if (IsCancelled)
        {
            waiter.TrySetCanceled(cancellationToken);
        }

        return waiter.Task;
    }

    /// <summary>Ends the waiting: with a connection, or with <see langword="null"/> for the right to open one.</summary>
    /// <returns><see langword="false"/> if the job was cancelled.</returns>
    public bool TryWake(SmtpConnection? connection) => _waiter!.TrySetResult(connection);

    public bool TryFail(Exception exception) => _waiter!.TrySetException(exception);

    public bool IsWaiting => _waiter is { Task.IsCompleted: false };

    /// <summary>The point of no return: afterwards a cancellation changes nothing.</summary>
    /// <returns><see langword="false"/> if the job was cancelled before.</returns>
    public bool TryBeginHandOver() => Interlocked.CompareExchange(ref _state, HandingOver, Open) == Open;

    /// <summary>Ends the job's claim on its connection.</summary>
    /// <returns><see langword="false"/> if a cancellation closes the connection.</returns>
    public bool TryFinish() => Interlocked.CompareExchange(ref _state, HandingOver, Open) != Cancelled;

    /// <summary>Makes the job ready for another server.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Reopen()
    {
        Interlocked.CompareExchange(ref _state, Open, HandingOver);
        MayTryNext = FoundNobody = Replaced = false;
        Greeting = null;
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Cancel()
    {
        if (Interlocked.CompareExchange(ref _state, Cancelled, Open) == Open)
        {
            _wire?.Abort();
            _waiter?.TrySetCanceled(cancellationToken);
        }
    }
}
