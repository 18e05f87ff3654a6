namespace Outreach.Testing;

/// <summary>Goes through a hand-over as a provider's contract asks: what is refused early, the intent, the answer.</summary>
internal static class FakeHandOver
{
    private static readonly ProviderReply Ok = new() { Code = 250, EnhancedCode = "2.0.0", Text = "Ok" };

    /// <param name="answer">How the other side behaves.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="beforeIntent">What happens just before the intent.</param>
    /// <param name="take">Takes the message, and gives the reply for it unless the answer has one.</param>
    /// <param name="cancellationToken">Cancels the call as long as nothing was handed over.</param>
    public static async Task<HandOverResult> RunAsync(
        FakeAnswer answer, ISendAttempt attempt, Func<Task> beforeIntent, Func<ProviderReply?> take, CancellationToken cancellationToken)
    {
        if (answer.IsBeforeIntent)
        {
            return Refused(answer, answer.IsUnreachable ? HandOverPhase.NotHandedOver : HandOverPhase.Answered);
        }

        await beforeIntent().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var verdict = await attempt.CommitIntentAsync(cancellationToken).ConfigureAwait(false);
        if (verdict != IntentVerdict.Granted)
        {
            return new HandOverResult { Phase = HandOverPhase.NotHandedOver, Failure = FailureKind.Transient, Denied = verdict };
        }

        if (answer.Failure is not null)
        {
            return Refused(answer, HandOverPhase.Answered);
        }

        var reply = take();
        return answer.IsLost
            ? new HandOverResult { Phase = HandOverPhase.HandedOver }
            : new HandOverResult { Phase = HandOverPhase.Answered, Reply = answer.Reply ?? reply ?? Ok };
    }

    private static HandOverResult Refused(FakeAnswer answer, HandOverPhase phase) => new()
    {
        Phase = phase,
        Failure = answer.Failure,
        Suppression = answer.Suppression,
        Reply = answer.Reply ?? (answer.IsUnreachable ? new ProviderReply { Text = "Connection refused" } : MakeUp(answer.Failure)),
    };

    private static ProviderReply MakeUp(FailureKind? failure) => failure switch
    {
        FailureKind.RejectedRecipient => new ProviderReply { Code = 550, EnhancedCode = "5.1.1", Text = "No such user" },
        FailureKind.RejectedContent => new ProviderReply { Code = 554, EnhancedCode = "5.7.1", Text = "Message refused" },
        FailureKind.Permanent => new ProviderReply { Code = 550, EnhancedCode = "5.0.0", Text = "Refused" },
        FailureKind.Throttled => new ProviderReply { Code = 421, EnhancedCode = "4.7.0", Text = "Too many messages" },
        FailureKind.Authentication => new ProviderReply { Code = 535, EnhancedCode = "5.7.8", Text = "Authentication failed" },
        _ => new ProviderReply { Code = 451, EnhancedCode = "4.3.0", Text = "Try again later" },
    };
}
