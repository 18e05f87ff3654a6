using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Outreach.Sequencing;

namespace Outreach;

/// <summary>
/// Takes one leased participant at a time through the corridor: decide, gate, compose, hand over, record. Everything that a message needs
/// (buffers, values, envelope) belongs to the slot and is used again for the next.
/// </summary>
internal sealed partial class SendSlot(
    SlotFactory parts, ILedgerWriter writer, IWorkerSession session, RunCounters counters, IProgress<SendProgress>? progress, Action onGenerationChanged)
{
    private readonly GateContext _gateContext = new();
    private readonly SendAttempt _attempt = new(writer, parts.Time, parts.LeaseClock);
    private readonly MessageBuilder _builder = new();
    private readonly MessageSigner _signer = new(parts.Signatures);
    private CancellationToken _cancellation;
    private IMessageTracker? _tracker;
    private SenderProfile _sender = null!;
    private IMessageProvider _provider = null!;
    private ProviderCircuit _circuit = null!;

    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder))]
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
        catch (Exception exception) when (exception is DbException or OutreachStorageException or TimeoutException)
        {
            // The database is to blame, not the participant: no number of tries makes that a failure of the message.
            Log.ParticipantFailed(parts.Logger, exception, lease.Leased.Participant.Id);
            await RetryLaterAsync(lease.Leased, new DecisionReason(ReasonCodes.RetryLater, PoisonPolicy.Shorten(exception.Message))).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Poison: one participant that can't be processed must not stop the others, and must not be lost either.
            Log.ParticipantFailed(parts.Logger, exception, lease.Leased.Participant.Id);
            var transition = PoisonPolicy.After(lease.Leased.Participant, exception.Message, parts.Time.GetUtcNow());
            await MoveAsync(lease.Leased, transition.DueAt is null ? SendProgressKind.Failed : SendProgressKind.Deferred, transition).ConfigureAwait(false);
        }
    }

    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder))]
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

        if (decision.Kind == DecisionKind.Advance && HasCopies(leased, runtime))
        {
            await ResumeCopiesAsync(lease, runtime, decision, now).ConfigureAwait(false);
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
                parts.Metrics.DoubtRepeated();
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
        var transition = StepAcceptance.After(runtime, leased.Participant, leased.Contact, send.IntentAt, now);
        var effects = CampaignLeads.With(
            DoubtEvents.Resolved(send, leased.Participant, DoubtResolution.Accepted, send.ProviderName, transition, now), runtime, isReply: false);
        if (await parts.Ledger.RecordEventAsync(effects, CancellationToken.None).ConfigureAwait(false) != EventOutcome.Applied)
        {
            await PutBackAsync(leased).ConfigureAwait(false);
            return;
        }

        parts.Metrics.DoubtResolved(DoubtResolution.Accepted);
        Report(leased, SendProgressKind.Deferred, transition.Reason, now);
        Touch(leased, transition);
    }

    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder))]
    private async ValueTask SendAsync(Lease lease, CampaignRuntime runtime, Decision decision, DateTimeOffset now)
    {
        var leased = lease.Leased;
        if (!await TryFindWayAsync(leased, runtime, runtime.Plan.StepAt(decision.StepIndex).Id, now).ConfigureAwait(false)
            || await WaitsBehindEngagedAsync(leased, runtime, now).ConfigureAwait(false))
        {
            return;
        }

        _gateContext.Reset(now, runtime.Campaign, leased, _sender.Account);
        ClaimVolume();
        var answer = parts.Gates.Check(_gateContext);
        if (answer.Action != GateAction.Admit)
        {
            await ObeyAsync(leased, runtime, answer, now).ConfigureAwait(false);
            return;
        }

        var content = runtime.Content(decision.StepIndex, decision.VariantIndex);
        if (content.Files.Missing is { } file)
        {
            await RetryLaterAsync(leased, new DecisionReason(ReasonCodes.AttachmentMissing, file)).ConfigureAwait(false);
            return;
        }

        var order = await OrderAsync(leased, runtime, decision.StepIndex, decision.VariantIndex, now).ConfigureAwait(false);
        if (_builder.Build(order) is { } failure)
        {
            await MoveAsync(leased, SendProgressKind.Stopped, Stop(leased, failure, now)).ConfigureAwait(false);
            return;
        }

        Sign();
        var intent = Intent(order, now);
        _attempt.Reset(intent, lease.SendBy, runtime.PauseAfter(leased.Contact, decision.StepIndex));
        await HandOverAsync(lease, order, intent).ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder<>))]
    private async ValueTask<MessageOrder> OrderAsync(LeasedParticipant leased, CampaignRuntime runtime, int stepIndex, int variantIndex, DateTimeOffset now)
    {
        var tokens = await parts.Tokens.GetAsync(CancellationToken.None).ConfigureAwait(false);
        var fragments = runtime.Content(stepIndex, variantIndex).FragmentsOf(leased.Participant.Channel);
        return new MessageOrder
        {
            Runtime = runtime,
            Leased = leased,
            StepIndex = stepIndex,
            VariantIndex = variantIndex,
            Sender = _sender,
            ProviderName = _way.ProviderName,
            Tokens = tokens,
            PublicBaseUri = parts.Options.PublicBaseUri,
            Now = now,
            Tracker = runtime.IsTracked ? _tracker ??= parts.Trackers.Create(tokens) : null,
            Texts = fragments.Fragments.Count == 0
                ? default
                : await parts.Fragments.WriteAsync(runtime, fragments, leased.Contact, _sender, _cancellation).ConfigureAwait(false),
        };
    }

    private void Sign()
    {
        if (_builder.Message is OutgoingEmail email)
        {
            _signer.Sign(email, _sender);
        }
    }

    private SendIntent Intent(in MessageOrder order, DateTimeOffset now)
    {
        var leased = order.Leased;
        var participant = leased.Participant;
        var step = order.Runtime.Plan.StepAt(order.StepIndex);
        var attempt = _builder.Message.Attempt;
        return new SendIntent
        {
            SequenceVersionId = participant.SequenceVersionId,
            RecipientKey = _builder.RecipientKey,
            Send = new SendRecord
            {
                Id = attempt.SendId,
                OrganisationId = participant.OrganisationId,
                CampaignId = participant.CampaignId,
                ParticipantId = participant.Id,
                ContactId = participant.ContactId,
                StepId = step.Id,
                StepIndex = order.StepIndex,
                VariantId = step.Variants[order.VariantIndex].Id,
                Role = order.Copy?.Role ?? RecipientRole.To,
                SenderAccountId = order.Sender.Account.Id,
                ProviderName = _way.ProviderName,
                Recipient = _builder.Recipient,
                MessageId = _builder.MessageId,
                Subject = _builder.Subject,
                State = SendState.Sending,
                Doubt = WasEverInDoubt(leased, attempt.SendId),
                Epoch = participant.Epoch,
                Attempt = attempt.Number,
                Generation = session.Generation,
                BodyHash = _builder.ContentHash,
                Quotas = _gateContext.Uses.Count == 0 ? [] : [.. _gateContext.Uses.Select(use => use.Claim)],
                IntentAt = now,
            },
        };
    }

    private static bool WasEverInDoubt(LeasedParticipant leased, Guid sendId)
    {
        foreach (var send in leased.Sends)
        {
            if (send.Id == sendId)
            {
                return send.Doubt;
            }
        }

        return false;
    }

    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder))]
    private async ValueTask HandOverAsync(Lease lease, MessageOrder order, SendIntent intent)
    {
        var (isAbandoned, result) = await AskProviderAsync(order.Leased).ConfigureAwait(false);
        if (isAbandoned)
        {
            return;
        }

        if (result is null)
        {
            await WaitForCircuitAsync(order.Leased).ConfigureAwait(false);
        }
        else if (result.Denied is not null && _attempt.Answer is { } answer)
        {
            await HandleDenialAsync(order.Leased, order.Runtime, answer).ConfigureAwait(false);
        }
        else
        {
            await RecordAsync(lease, order, intent, result).ConfigureAwait(false);
        }
    }

    /// <summary>Gives the message that was built to the provider.</summary>
    /// <returns>
    /// Whether the run is ending and an intent was taken back, by which the lease is over; otherwise the result, or <see langword="null"/> if the circuit is open.
    /// </returns>
    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder<>))]
    private async ValueTask<(bool IsAbandoned, HandOverResult? Result)> AskProviderAsync(LeasedParticipant leased)
    {
        try
        {
            return (false, await _circuit.SendAsync(_provider, _builder.Message, _attempt, _cancellation).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            // By contract nothing was handed over, even if the permission had been given already.
            if (!_attempt.IsRecorded)
            {
                throw;
            }

            await AbandonAsync(leased).ConfigureAwait(false);
            return (true, null);
        }
        catch (Exception exception)
        {
            // A bug in a provider. What it did with a granted attempt nobody knows.
            Log.ProviderFailed(parts.Logger, exception, _builder.Message.Attempt.SendId, _builder.Message.Attempt.Number);
            return (false, new HandOverResult
            {
                Phase = _attempt.IsGranted ? HandOverPhase.HandedOver : HandOverPhase.NotHandedOver,
                Failure = _attempt.IsGranted ? null : FailureKind.Transient,
                Reply = new ProviderReply { Text = exception.Message },
            });
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
            case IntentVerdict.QuotaExhausted when IsVolume(answer.QuotaKey):
                // Another address may have volume left; the next lease looks.
                _reputation!.NoteUsed(_way.Ip!.Address, now);
                await PutBackAsync(leased).ConfigureAwait(false);
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

    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder))]
    private async ValueTask RecordAsync(Lease lease, MessageOrder order, SendIntent intent, HandOverResult result)
    {
        var now = parts.Time.GetUtcNow();
        var (leased, runtime) = (order.Leased, order.Runtime);
        var attempt = _builder.Message.Attempt;
        var outcome = SendOutcome.Of(
            runtime.Plan, leased, attempt, result, now, parts.Doubts.FirstWait(intent.Send.ProviderName, runtime.Campaign.Stream));
        if (!_attempt.IsRecorded && result.Reply is null or { Code: null, EnhancedCode: null })
        {
            // Nothing is said about this message or its recipient: that is no attempt, and the message is not to blame for it.
            await MoveAsync(leased, outcome.Kind, outcome.Transition).ConfigureAwait(false);
            return;
        }

        // The copies follow under the same lease; the participant moves on after them.
        var hasCopies = outcome.Disposition == SendDisposition.Accepted && HasCopies(leased, runtime);
        await WriteResultAsync(order, intent, result, outcome.Disposition, hasCopies ? null : outcome.Transition, now).ConfigureAwait(false);
        Report(leased, outcome.Kind, outcome.Transition.Reason, now);
        if (hasCopies)
        {
            await SendCopiesAsync(lease, order, new AcceptedMessage(_builder.RecipientKey, now)).ConfigureAwait(false);
            return;
        }

        Touch(leased, outcome.Transition);
    }

    private ValueTask<IntentResult> WriteResultAsync(
        in MessageOrder order, SendIntent intent, HandOverResult result, SendDisposition disposition, ParticipantTransition? transition, DateTimeOffset now)
    {
        var leased = order.Leased;
        var isAccepted = disposition == SendDisposition.Accepted && order.Copy is null;
        var attempt = _builder.Message.Attempt;
        if (disposition == SendDisposition.InDoubt)
        {
            parts.Metrics.DoubtsOpened(1);
            Log.SendInDoubt(parts.Logger, attempt.SendId, attempt.Number);
        }

        parts.Reputation.Count(intent.Send, disposition, result);
        return writer.WriteAsync(new SendResult
        {
            OrganisationId = leased.Participant.OrganisationId,
            ParticipantId = leased.Participant.Id,
            Attempt = attempt,
            Epoch = leased.Participant.Epoch,
            Disposition = disposition,
            Failure = result.Failure,
            Reply = result.Reply,
            At = now,
            RefusedBeforeIntent = _attempt.IsRecorded ? null : intent.Send,
            Transition = transition,
            Suppression = result.Suppression is { } reason ? Suppress(intent, reason, now) : null,
            Lead = isAccepted ? CampaignLeads.AfterSend(order.Runtime, leased, now) : null,
            RecipientListId = order.Copy is null ? order.Runtime.RecipientListId : null,
        });
    }

    private static SuppressionEntry Suppress(SendIntent intent, SuppressionReason reason, DateTimeOffset now) => new()
    {
        OrganisationId = intent.Send.OrganisationId,
        Key = intent.RecipientKey,
        Reason = reason,
        At = now,
        Source = "send:" + intent.Send.Id.ToString("N"),
    };

    /// <summary>Undoes an intent that was recorded, or may have been, while nothing was handed over.</summary>
    private async Task AbandonAsync(LeasedParticipant leased)
    {
        var now = parts.Time.GetUtcNow();
        await writer.WriteAsync(new SendResult
        {
            OrganisationId = leased.Participant.OrganisationId,
            ParticipantId = leased.Participant.Id,
            Attempt = _builder.Message.Attempt,
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

    private Task WaitForCircuitAsync(LeasedParticipant leased)
    {
        var now = parts.Time.GetUtcNow();
        return WaitForCircuitAsync(leased, _circuit, now + CircuitPause, now);
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
