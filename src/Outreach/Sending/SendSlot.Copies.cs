using Outreach.Sequencing;

namespace Outreach;

/// <content>
/// Copies. Each is a send of its own, made under the same lease once the message to the contact was accepted, so that nothing that happens to a copy can
/// repeat that message; and the participant moves on only when each copy has an outcome. What a crash leaves undone is found by the next lease.
/// </content>
internal sealed partial class SendSlot
{
    private static bool HasCopies(LeasedParticipant leased, CampaignRuntime runtime) =>
        runtime.Copies.Count > 0 && leased.Participant.Channel == Channel.Email;

    /// <summary>Goes on where an earlier lease ended between the message and its copies.</summary>
    private async Task ResumeCopiesAsync(Lease lease, CampaignRuntime runtime, Decision decision, DateTimeOffset now)
    {
        var leased = lease.Leased;
        var step = runtime.Plan.StepAt(decision.StepIndex);
        var message = leased.Sends.Last(send => send.StepId == step.Id && send.Role == RecipientRole.To);
        if (runtime.Plan.NextOpening(decision.StepIndex, leased.Contact, now) is { } opening && opening > now)
        {
            await PutOffCopiesAsync(leased, new DecisionReason(ReasonCodes.OutsideWindow), opening, now).ConfigureAwait(false);
            return;
        }

        if (!await TryFindWayAsync(leased, runtime, step.Id, now).ConfigureAwait(false))
        {
            return;
        }

        var variant = Math.Max(0, step.Variants.Select(candidate => candidate.Id).ToList().IndexOf(message.VariantId));

        // A copy says what the message said, its date included.
        var order = await OrderAsync(leased, runtime, decision.StepIndex, variant, message.IntentAt).ConfigureAwait(false);
        var accepted = new AcceptedMessage(AddressKey.FromEmail(message.Recipient), decision.Until ?? message.IntentAt);
        Report(leased, SendProgressKind.Deferred, decision.Reason, now);
        await SendCopiesAsync(lease, order, accepted).ConfigureAwait(false);
    }

    private async Task SendCopiesAsync(Lease lease, MessageOrder order, AcceptedMessage accepted)
    {
        // Whoever looks at the participant meanwhile sees that its message was sent.
        var leased = order.Leased with { Participant = order.Leased.Participant with { Status = ParticipantStatus.Sent } };
        string? leftOut = null;
        foreach (var copy in order.Runtime.Copies)
        {
            var sendId = SendIdentity.CopyId(leased.Participant.Id, order.StepId, copy.Role, copy.Key);
            if (string.Equals(copy.Key, accepted.RecipientKey, StringComparison.Ordinal) || IsSettled(leased, sendId))
            {
                continue;
            }

            switch (await SendCopyAsync(lease, order with { Leased = leased, Copy = copy }).ConfigureAwait(false))
            {
                case CopyOutcome.LeftOut:
                    leftOut = copy.Role.ToString();
                    break;
                case CopyOutcome.PutOff:
                    return;
            }
        }

        await FinishStepAsync(order.Runtime, leased, accepted.At, leftOut).ConfigureAwait(false);
    }

    private async Task<CopyOutcome> SendCopyAsync(Lease lease, MessageOrder order)
    {
        var now = parts.Time.GetUtcNow();
        _gateContext.Reset(now, order.Runtime.Campaign, order.Leased, _sender.Account, order.Copy!.Address.ToString());
        ClaimVolume();
        var answer = parts.Gates.Check(_gateContext);
        if (answer.Action == GateAction.Defer)
        {
            await ObeyAsync(order.Leased, order.Runtime, answer, now).ConfigureAwait(false);
            return CopyOutcome.PutOff;
        }

        if (answer.Action == GateAction.Refuse || order.Content.Files.Missing is not null || _builder.Build(order) is not null)
        {
            return CopyOutcome.LeftOut;
        }

        Sign();
        var intent = Intent(order, now);
        _attempt.Reset(intent, lease.SendBy, TimeSpan.Zero);
        var (isAbandoned, result) = await AskProviderAsync(order.Leased).ConfigureAwait(false);
        if (isAbandoned)
        {
            return CopyOutcome.PutOff;
        }

        if (result is null)
        {
            await WaitForCircuitAsync(order.Leased).ConfigureAwait(false);
            return CopyOutcome.PutOff;
        }

        if (result.Denied is null || _attempt.Answer is not { } denial)
        {
            return await RecordCopyAsync(order, intent, result).ConfigureAwait(false);
        }

        if (denial.Verdict == IntentVerdict.Suppressed)
        {
            return CopyOutcome.LeftOut;
        }

        await HandleDenialAsync(order.Leased, order.Runtime, denial).ConfigureAwait(false);
        return CopyOutcome.PutOff;
    }

    private async Task<CopyOutcome> RecordCopyAsync(MessageOrder order, SendIntent intent, HandOverResult result)
    {
        var now = parts.Time.GetUtcNow();
        var leased = order.Leased;
        var isDoubtful = result.Phase == HandOverPhase.HandedOver || intent.Send.Doubt;
        var seed = StableSeed.Add(StableSeed.From(intent.Send.Id, order.StepId), intent.Send.Attempt);
        var wait = result.IsAccepted || isDoubtful
            ? null
            : RetryPolicy.Default.NextDelay(result.Failure ?? FailureKind.Transient, intent.Send.Attempt, result.RetryAfter, seed);
        var again = wait is null ? null : Again(order, new DecisionReason(ReasonCodes.RetryLater, result.Reply?.Text), now + wait.Value, now);
        if (!_attempt.IsRecorded && result.Reply?.Code is null && again is not null)
        {
            // Nothing was said about this copy: that is no attempt.
            await MoveAsync(leased, SendProgressKind.Deferred, again).ConfigureAwait(false);
            return CopyOutcome.PutOff;
        }

        var disposition = result.IsAccepted ? SendDisposition.Accepted
            : isDoubtful ? SendDisposition.InDoubt
            : again is null ? SendDisposition.Failed
            : SendDisposition.Retry;
        await WriteResultAsync(order, intent, result, disposition, again, now).ConfigureAwait(false);
        return again is null ? CopyOutcome.Settled : CopyOutcome.PutOff;
    }

    private async Task FinishStepAsync(CampaignRuntime runtime, LeasedParticipant leased, DateTimeOffset acceptedAt, string? leftOut)
    {
        var now = parts.Time.GetUtcNow();
        var transition = ParticipantTransitions.AfterAccepted(runtime.Plan, leased.Participant, leased.Contact, acceptedAt, now);
        await writer.WriteAsync(new ParticipantRelease
        {
            OrganisationId = leased.Participant.OrganisationId,
            ParticipantId = leased.Participant.Id,
            Epoch = leased.Participant.Epoch,
            Transition = transition,
            Trace = leftOut is null ? null : new TraceEntry
            {
                At = now,
                StepIndex = leased.Participant.StepIndex,
                Reason = new DecisionReason(ReasonCodes.CopyLeftOut, leftOut),
            },
        }).ConfigureAwait(false);
        Touch(leased, transition);
    }

    private Task PutOffCopiesAsync(LeasedParticipant leased, DecisionReason reason, DateTimeOffset until, DateTimeOffset now) =>
        MoveAsync(
            leased,
            SendProgressKind.Deferred,
            ParticipantTransitions.AfterDefer(leased.Participant with { Status = ParticipantStatus.Sent }, reason, until, now));

    private static ParticipantTransition Again(in MessageOrder order, DecisionReason reason, DateTimeOffset until, DateTimeOffset now) =>
        ParticipantTransitions.AfterDefer(
            order.Leased.Participant, reason, order.Runtime.Plan.NextOpening(order.StepIndex, order.Leased.Contact, until) ?? until, now);

    private static bool IsSettled(LeasedParticipant leased, Guid sendId) =>
        leased.Sends.Any(send => send.Id == sendId && send.State != SendState.Due);

    private enum CopyOutcome
    {
        /// <summary>Sent, refused for good, or in doubt.</summary>
        Settled,

        /// <summary>Its recipient must not be written to.</summary>
        LeftOut,

        /// <summary>The lease is over; another goes on.</summary>
        PutOff,
    }
}
