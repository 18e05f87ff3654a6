using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Outreach.Sequencing;

namespace Outreach;

/// <summary>
/// Takes one leased participant at a time through the corridor: decide, gate, compose, hand over, record. Everything that a message needs
/// (buffers, values, envelope) belongs to the slot and is used again for the next.
/// </summary>
internal sealed class SendSlot(
    SlotFactory parts, ILedgerWriter writer, IWorkerSession session, RunCounters counters, IProgress<SendProgress>? progress, Action onGenerationChanged)
{
    private readonly GateContext _gateContext = new();
    private readonly SendAttempt _attempt = new(writer, parts.Time, parts.LeaseClock);
    private readonly MessageBuilder _builder = new();
    private readonly MessageSigner _signer = new(parts.Signatures);
    private CancellationToken _cancellation;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ProcessAsync(Lease lease, CancellationToken cancellationToken)
    {
        _cancellation = cancellationToken;
        try
        {
            if (cancellationToken.IsCancellationRequested)
            {
                await PutBackAsync(lease.Leased).ConfigureAwait(false);
                return;
            }

            await DecideAsync(lease).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await PutBackAsync(lease.Leased).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Poison: one participant that can't be processed must not stop the others, and must not be lost either.
            Log.ParticipantFailed(parts.Logger, exception, lease.Leased.Participant.Id);
            var transition = PoisonPolicy.After(lease.Leased.Participant, exception.Message, parts.Time.GetUtcNow());
            await MoveAsync(lease.Leased, transition.DueAt is null ? SendProgressKind.Failed : SendProgressKind.Deferred, transition).ConfigureAwait(false);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask DecideAsync(Lease lease)
    {
        var leased = lease.Leased;
        var runtime = await parts.Runtimes.GetAsync(leased, CancellationToken.None).ConfigureAwait(false);
        if (runtime is null)
        {
            await PutBackAsync(leased).ConfigureAwait(false);
            return;
        }

        var now = parts.Time.GetUtcNow();
        parts.Metrics.Late(now - (leased.Participant.DueAt ?? now));
        var conditions = leased.Participant.StepIndex is >= 0 and var index && index < runtime.Plan.StepCount
            ? runtime.Plan.StepAt(index).Conditions
            : StepConditions.None;
        var facts = FactReader.AreNeeded(conditions)
            ? await parts.Facts.ReadAsync(leased.Participant, leased.Sends, conditions, CancellationToken.None).ConfigureAwait(false)
            : null;
        var decision = SequenceDecider.Decide(new DecisionInput
        {
            Plan = runtime.Plan,
            Participant = leased.Participant,
            Contact = leased.Contact,
            Sends = leased.Sends,
            IsSuppressed = leased.IsSuppressed,
            Now = now,
            Facts = facts,
        });
        if (decision.Kind == DecisionKind.Send)
        {
            await SendAsync(lease, runtime, decision, now).ConfigureAwait(false);
            return;
        }

        if (decision is { Kind: DecisionKind.Stop, Reason.Code: ReasonCodes.InDoubt }
            && FindDoubt(leased, runtime.Plan.StepAt(decision.StepIndex).Id) is { } doubtful)
        {
            await ConsiderDoubtAsync(leased, runtime, doubtful, now).ConfigureAwait(false);
            return;
        }

        await MoveAsync(leased, KindOf(decision.Kind), ParticipantTransitions.Of(decision, runtime.Plan, leased.Participant, leased.Contact, now))
            .ConfigureAwait(false);
    }

    private async Task ConsiderDoubtAsync(LeasedParticipant leased, CampaignRuntime runtime, SendRecord send, DateTimeOffset now)
    {
        var participant = leased.Participant;
        var step = await parts.Doubts.ConsiderAsync(send, participant, runtime.Campaign.Stream, now, _cancellation).ConfigureAwait(false);
        switch (step.Action)
        {
            case DoubtAction.Accept:
                await AcceptByEvidenceAsync(leased, runtime, send, now).ConfigureAwait(false);
                break;
            case DoubtAction.Repeat:
                parts.Metrics.DoubtResolved(nameof(DoubtAction.Repeat));
                await MoveAsync(leased, SendProgressKind.Deferred, ParticipantTransitions.AfterDoubtRetry(participant, send.IntentAt, now)).ConfigureAwait(false);
                break;
            case DoubtAction.Wait:
                await MoveAsync(leased, SendProgressKind.Deferred, ParticipantTransitions.AfterDefer(participant, participant.Reason, step.Until, now))
                    .ConfigureAwait(false);
                break;
            default:
                await MoveAsync(leased, SendProgressKind.Stopped, Stop(leased, new DecisionReason(ReasonCodes.InDoubt, participant.Reason.Detail), now))
                    .ConfigureAwait(false);
                break;
        }
    }

    private async Task AcceptByEvidenceAsync(LeasedParticipant leased, CampaignRuntime runtime, SendRecord send, DateTimeOffset now)
    {
        var transition = ParticipantTransitions.AfterAccepted(runtime.Plan, leased.Participant, leased.Contact, send.IntentAt, now);
        var effects = CampaignLeads.With(
            DoubtEvents.Resolved(send, leased.Participant, DoubtResolution.Accepted, send.ProviderName, transition, now), runtime, isReply: false);
        if (await parts.Ledger.RecordEventAsync(effects, CancellationToken.None).ConfigureAwait(false) != EventOutcome.Applied)
        {
            await PutBackAsync(leased).ConfigureAwait(false);
            return;
        }

        parts.Metrics.DoubtResolved(nameof(DoubtResolution.Accepted));
        Report(leased, SendProgressKind.Deferred, transition.Reason, now);
        Touch(leased, transition);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(Lease lease, CampaignRuntime runtime, Decision decision, DateTimeOffset now)
    {
        var leased = lease.Leased;
        var sender = runtime.FindSender(leased.Participant.SenderAccountId);
        if (sender is not { IsActive: true })
        {
            await MoveAsync(leased, SendProgressKind.Stopped, Stop(leased, new DecisionReason(ReasonCodes.NoSender), now)).ConfigureAwait(false);
            return;
        }

        if (parts.Providers.Find(sender.ProviderName) is not { } provider)
        {
            await RetryLaterAsync(leased, new DecisionReason(ReasonCodes.RetryLater, $"No provider is registered as '{sender.ProviderName}'."))
                .ConfigureAwait(false);
            return;
        }

        var circuit = parts.Circuits.Of(sender.ProviderName);
        if (circuit.FindWait() is { } wait)
        {
            await WaitForCircuitAsync(leased, circuit, wait, now).ConfigureAwait(false);
            return;
        }

        _gateContext.Reset(now, runtime.Campaign, leased, sender);
        var answer = parts.Gates.Check(_gateContext);
        if (answer.Action != GateAction.Admit)
        {
            await ObeyAsync(leased, runtime, answer, now).ConfigureAwait(false);
            return;
        }

        var tokens = await parts.Tokens.GetAsync(CancellationToken.None).ConfigureAwait(false);
        var content = runtime.Content(decision.StepIndex, decision.VariantIndex);
        var texts = content.Fragments.Fragments.Count == 0
            ? default
            : await parts.Fragments.WriteAsync(runtime, content, leased.Contact, sender, _cancellation).ConfigureAwait(false);
        if (_builder.Build(runtime, leased, decision, sender, tokens, parts.Options.PublicBaseUri, now, texts) is { } failure)
        {
            await MoveAsync(leased, SendProgressKind.Stopped, Stop(leased, failure, now)).ConfigureAwait(false);
            return;
        }

        _signer.Sign(_builder.Email, sender);
        var intent = Intent(runtime, leased, decision, sender, now);
        _attempt.Reset(intent, lease.SendBy, runtime.PauseAfter(leased.Contact, decision.StepIndex));
        await HandOverAsync(leased, runtime, intent, provider, circuit).ConfigureAwait(false);
    }

    private SendIntent Intent(CampaignRuntime runtime, LeasedParticipant leased, Decision decision, SenderAccount sender, DateTimeOffset now)
    {
        var participant = leased.Participant;
        var step = runtime.Plan.StepAt(decision.StepIndex);
        return new SendIntent
        {
            SequenceVersionId = participant.SequenceVersionId,
            RecipientKey = _builder.RecipientKey,
            Send = new SendRecord
            {
                Id = _builder.Email.Attempt.SendId,
                OrganisationId = participant.OrganisationId,
                CampaignId = participant.CampaignId,
                ParticipantId = participant.Id,
                ContactId = participant.ContactId,
                StepId = step.Id,
                StepIndex = decision.StepIndex,
                VariantId = step.Variants[decision.VariantIndex].Id,
                Role = RecipientRole.To,
                SenderAccountId = sender.Id,
                ProviderName = sender.ProviderName,
                Recipient = _builder.Email.EnvelopeRecipient,
                MessageId = _builder.Email.MessageId,
                Subject = _builder.Subject,
                State = SendState.Sending,
                Doubt = leased.Sends.Any(send => send.Id == _builder.Email.Attempt.SendId && send.Doubt),
                Epoch = participant.Epoch,
                Attempt = _builder.Email.Attempt.Number,
                Generation = session.Generation,
                BodyHash = _builder.ContentHash,
                Quotas = _gateContext.Uses.Count == 0 ? [] : [.. _gateContext.Uses.Select(use => use.Claim)],
                IntentAt = now,
            },
        };
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask HandOverAsync(LeasedParticipant leased, CampaignRuntime runtime, SendIntent intent, IMessageProvider provider, ProviderCircuit circuit)
    {
        HandOverResult? result;
        try
        {
            result = await circuit.SendAsync(provider, _builder.Email, _attempt, _cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            // By contract nothing was handed over, even if the permission had been given already.
            if (!_attempt.IsRecorded)
            {
                throw;
            }

            await AbandonAsync(leased).ConfigureAwait(false);
            return;
        }
        catch (Exception exception)
        {
            // A bug in a provider. What it did with a granted attempt nobody knows.
            Log.ProviderFailed(parts.Logger, exception, _builder.Email.Attempt.SendId, _builder.Email.Attempt.Number);
            result = new HandOverResult
            {
                Phase = _attempt.IsGranted ? HandOverPhase.HandedOver : HandOverPhase.NotHandedOver,
                Failure = _attempt.IsGranted ? null : FailureKind.Transient,
                Reply = new ProviderReply { Text = exception.Message },
            };
        }

        if (result is null)
        {
            var now = parts.Time.GetUtcNow();
            await WaitForCircuitAsync(leased, circuit, now + CircuitPause, now).ConfigureAwait(false);
        }
        else if (result.Denied is not null && _attempt.Answer is { } answer)
        {
            await HandleDenialAsync(leased, runtime, answer).ConfigureAwait(false);
        }
        else
        {
            await RecordAsync(leased, runtime, intent, result).ConfigureAwait(false);
        }
    }

    private async Task HandleDenialAsync(LeasedParticipant leased, CampaignRuntime runtime, IntentResult answer)
    {
        var now = parts.Time.GetUtcNow();
        switch (answer.Verdict)
        {
            case IntentVerdict.Suppressed:
                await MoveAsync(leased, SendProgressKind.Stopped, Stop(leased, new DecisionReason(ReasonCodes.Suppressed), now)).ConfigureAwait(false);
                break;
            case IntentVerdict.QuotaExhausted:
                await ObeyAsync(leased, runtime, parts.Gates.Exhausted(_gateContext, answer.QuotaKey), now).ConfigureAwait(false);
                break;
            case IntentVerdict.Paused or IntentVerdict.PlanChanged or IntentVerdict.Paced or IntentVerdict.Fenced:
                // Fenced: somebody else decides about this participant now, and giving it back changes nothing; or the lease is too old to be
                // used, and would be held for ever.
                await PutBackAsync(leased).ConfigureAwait(false);
                break;
            case IntentVerdict.GenerationChanged:
                onGenerationChanged();
                break;
            case IntentVerdict.NotRecorded:
                await AbandonAsync(leased).ConfigureAwait(false);
                break;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask RecordAsync(LeasedParticipant leased, CampaignRuntime runtime, SendIntent intent, HandOverResult result)
    {
        var now = parts.Time.GetUtcNow();
        var attempt = _builder.Email.Attempt;
        var outcome = SendOutcome.Of(
            runtime.Plan, leased, attempt, result, now, parts.Doubts.FirstWait(intent.Send.ProviderName, runtime.Campaign.Stream));
        if (!_attempt.IsRecorded && result.Reply?.Code is null)
        {
            // The other side said nothing about this message: that is no attempt, and the message is not to blame for it.
            await MoveAsync(leased, outcome.Kind, outcome.Transition).ConfigureAwait(false);
            return;
        }

        if (outcome.Disposition == SendDisposition.InDoubt)
        {
            parts.Metrics.DoubtsOpened(1);
            Log.SendInDoubt(parts.Logger, attempt.SendId, attempt.Number);
        }

        await writer.WriteAsync(new SendResult
        {
            OrganisationId = leased.Participant.OrganisationId,
            ParticipantId = leased.Participant.Id,
            Attempt = attempt,
            Epoch = leased.Participant.Epoch,
            Disposition = outcome.Disposition,
            Failure = result.Failure,
            Reply = result.Reply,
            At = now,
            RefusedBeforeIntent = _attempt.IsRecorded ? null : intent.Send,
            Transition = outcome.Transition,
            Lead = outcome.Disposition == SendDisposition.Accepted ? CampaignLeads.AfterSend(runtime, leased, now) : null,
            RecipientListId = runtime.RecipientListId,
        }).ConfigureAwait(false);
        Report(leased, outcome.Kind, outcome.Transition.Reason, now);
        Touch(leased, outcome.Transition);
    }

    /// <summary>Undoes an intent that was recorded, or may have been, while nothing was handed over.</summary>
    private async Task AbandonAsync(LeasedParticipant leased)
    {
        var now = parts.Time.GetUtcNow();
        await writer.WriteAsync(new SendResult
        {
            OrganisationId = leased.Participant.OrganisationId,
            ParticipantId = leased.Participant.Id,
            Attempt = _builder.Email.Attempt,
            Epoch = leased.Participant.Epoch,
            Disposition = SendDisposition.Retry,
            At = now,
            Transition = Back(leased, now),
        }).ConfigureAwait(false);
        Report(leased, SendProgressKind.Deferred, leased.Participant.Reason, now);
    }

    private async Task ObeyAsync(LeasedParticipant leased, CampaignRuntime runtime, GateAnswer answer, DateTimeOffset now)
    {
        if (answer.Action == GateAction.Refuse)
        {
            await MoveAsync(leased, SendProgressKind.Stopped, Stop(leased, answer.Reason, now)).ConfigureAwait(false);
            return;
        }

        var until = runtime.Plan.NextOpening(leased.Participant.StepIndex, leased.Contact, answer.Until) ?? answer.Until;
        await MoveAsync(leased, SendProgressKind.Deferred, ParticipantTransitions.AfterDefer(leased.Participant, answer.Reason, until, now)).ConfigureAwait(false);
    }

    /// <summary>Puts a participant off until the circuit closes, spread a little so that not all come back at one moment.</summary>
    private Task WaitForCircuitAsync(LeasedParticipant leased, ProviderCircuit circuit, DateTimeOffset until, DateTimeOffset now)
    {
        var spread = CircuitPause * StableSeed.Fraction(StableSeed.From(leased.Participant.Id, leased.Participant.CampaignId));
        var reason = new DecisionReason(ReasonCodes.CircuitOpen, circuit.Name);
        return MoveAsync(leased, SendProgressKind.Deferred, ParticipantTransitions.AfterDefer(leased.Participant, reason, until + spread, now));
    }

    private static readonly TimeSpan CircuitPause = TimeSpan.FromSeconds(30);

    private Task RetryLaterAsync(LeasedParticipant leased, DecisionReason reason)
    {
        var now = parts.Time.GetUtcNow();
        return MoveAsync(leased, SendProgressKind.Deferred, ParticipantTransitions.AfterDefer(leased.Participant, reason, now + RetryPause, now));
    }

    /// <summary>How long a participant waits whose processing failed for a reason that is not its own.</summary>
    private static readonly TimeSpan RetryPause = TimeSpan.FromMinutes(15);

    private async Task PutBackAsync(LeasedParticipant leased)
    {
        await writer.WriteAsync(new ParticipantRelease
        {
            OrganisationId = leased.Participant.OrganisationId,
            ParticipantId = leased.Participant.Id,
            Epoch = leased.Participant.Epoch,
        }).ConfigureAwait(false);
        Report(leased, SendProgressKind.Deferred, leased.Participant.Reason, parts.Time.GetUtcNow());
    }

    private async Task MoveAsync(LeasedParticipant leased, SendProgressKind kind, ParticipantTransition transition)
    {
        await writer.WriteAsync(new ParticipantRelease
        {
            OrganisationId = leased.Participant.OrganisationId,
            ParticipantId = leased.Participant.Id,
            Epoch = leased.Participant.Epoch,
            Transition = transition,
            Trace = new TraceEntry
            {
                At = transition.At,
                StepIndex = leased.Participant.StepIndex,
                Reason = transition.Reason,
                Until = transition.DueAt,
            },
        }).ConfigureAwait(false);
        Report(leased, kind, transition.Reason, transition.At);
        Touch(leased, transition);
    }

    private void Report(LeasedParticipant leased, SendProgressKind kind, DecisionReason reason, DateTimeOffset at)
    {
        counters.Add(kind);
        parts.Metrics.Processed(kind);
        progress?.Report(new SendProgress { ParticipantId = leased.Participant.Id, Kind = kind, Reason = reason, At = at });
    }

    private void Touch(LeasedParticipant leased, ParticipantTransition transition)
    {
        if (transition.DueAt is null)
        {
            parts.Completion.Touch(leased.Participant.OrganisationId, leased.Participant.CampaignId);
        }
    }

    private static SendRecord? FindDoubt(LeasedParticipant leased, Guid stepId) =>
        leased.Sends.LastOrDefault(send => send.StepId == stepId && send is { Role: RecipientRole.To, State: SendState.InDoubt });

    private static ParticipantTransition Stop(LeasedParticipant leased, DecisionReason reason, DateTimeOffset now) =>
        ParticipantTransitions.AfterStop(leased.Participant, reason, now);

    private static ParticipantTransition Back(LeasedParticipant leased, DateTimeOffset now) =>
        ParticipantTransitions.AfterDefer(leased.Participant, leased.Participant.Reason, leased.Participant.DueAt ?? now, now);

    private static SendProgressKind KindOf(DecisionKind kind) => kind switch
    {
        DecisionKind.Skip => SendProgressKind.Skipped,
        DecisionKind.Stop => SendProgressKind.Stopped,
        DecisionKind.Complete => SendProgressKind.Completed,
        _ => SendProgressKind.Deferred,
    };
}
