namespace Outreach.Simulation;

/// <summary>A provider over a network that loses requests and answers.</summary>
internal sealed class SimulatedProvider(SimulatedNode node, TimeProvider nodeClock, SimulatedWorld world) : IMessageProvider
{
    /// <summary>How long the answer to the end of the message is awaited (RFC 5321 §4.5.3.2.6).</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromMinutes(10);

    private static readonly FailureKind[] Refusals = [FailureKind.Transient, FailureKind.Throttled, FailureKind.Permanent, FailureKind.RejectedContent];

    private static readonly FailureKind[] RecipientRefusals = [FailureKind.Transient, FailureKind.RejectedRecipient, FailureKind.Authentication];

    public Channel Channel => Channel.Email;

    public async Task<HandOverResult> SendAsync(OutgoingMessage message, ISendAttempt attempt, CancellationToken cancellationToken = default)
    {
        var email = (OutgoingEmail)message;
        var faults = world.Faults;
        await Task.Delay(faults.Latency(30), nodeClock, cancellationToken);
        if (faults.Happens(faults.Plan.Unreachable))
        {
            return new HandOverResult { Phase = HandOverPhase.NotHandedOver, Failure = FailureKind.Transient, Reply = new ProviderReply { Text = "Unreachable" } };
        }

        if (faults.Happens(faults.Plan.RefusalAtRecipient))
        {
            return Refused(RecipientRefusals[faults.Next(RecipientRefusals.Length)]);
        }

        if (faults.Happens(faults.Plan.Thrown))
        {
            throw new InvalidOperationException("A bug before the permission.");
        }

        var verdict = await attempt.CommitIntentAsync(cancellationToken);
        if (verdict != IntentVerdict.Granted)
        {
            return new HandOverResult { Phase = HandOverPhase.NotHandedOver, Failure = FailureKind.Transient, Denied = verdict };
        }

        if (faults.Happens(faults.Plan.Thrown))
        {
            throw new InvalidOperationException("A bug after the permission.");
        }

        return await HandOverAsync(SimulatedWorld.KeyOf(email.MessageId, email.EnvelopeRecipient), email.Attempt);
    }

    private async Task<HandOverResult> HandOverAsync(string key, AttemptId attempt)
    {
        // A process can die between the permission and the end of the message.
        world.OnAction(node);
        await Task.Delay(world.Faults.Latency(1), nodeClock);
        var answer = new TaskCompletionSource<FailureKind?>();
        Deliver(key, attempt, answer);
        world.OnAction(node);
        if (await Task.WhenAny(answer.Task, Task.Delay(AnswerTimeout, nodeClock)) != answer.Task)
        {
            world.Note(node.Name, $"gives up waiting for the answer about {world.NameOf(attempt)}");
            return world.Mutant == Mutant.LostAnswerIsTransient
                ? new HandOverResult { Phase = HandOverPhase.Answered, Failure = FailureKind.Transient, Reply = new ProviderReply { Code = 451 } }
                : new HandOverResult { Phase = HandOverPhase.HandedOver };
        }

        return await answer.Task is { } failure
            ? Refused(failure)
            : new HandOverResult { Phase = HandOverPhase.Answered, Reply = new ProviderReply { Code = 250, Text = "Ok" } };
    }

    /// <summary>The way to the receiver and back, on which the sender may die.</summary>
    private void Deliver(string key, AttemptId attempt, TaskCompletionSource<FailureKind?> answer)
    {
        var faults = world.Faults;
        if (faults.Happens(faults.Plan.LostRequest))
        {
            world.Note("network", $"loses {world.NameOf(attempt)}");
            return;
        }

        var way = faults.Happens(faults.Plan.SlowAnswer) ? TimeSpan.FromMinutes(faults.Next(15)) : TimeSpan.Zero;
        After(way + faults.Latency(20), () =>
        {
            var refusal = faults.Happens(faults.Plan.Refusal) ? Refusals[faults.Next(Refusals.Length)] : (FailureKind?)null;
            world.Received(key, attempt, refusal);
            if (!faults.Happens(faults.Plan.LostAnswer))
            {
                After(faults.Latency(20), () => node.Bring(() => answer.TrySetResult(refusal)));
            }
        });
    }

    private void After(TimeSpan delay, Action action) => _ = world.Clock.CreateTimer(_ => action(), null, delay, Timeout.InfiniteTimeSpan);

    private HandOverResult Refused(FailureKind failure) => new()
    {
        Phase = HandOverPhase.Answered,
        Failure = failure,
        Reply = new ProviderReply { Code = failure is FailureKind.Transient or FailureKind.Throttled ? 451 : 550, Text = "Refused" },
        RetryAfter = failure == FailureKind.Throttled ? TimeSpan.FromMinutes(world.Faults.Next(60)) : null,
    };
}
