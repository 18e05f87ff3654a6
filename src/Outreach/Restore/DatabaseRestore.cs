using System.Globalization;
using Outreach.Mime;
using Outreach.Sequencing;

namespace Outreach;

/// <summary>Marks what a restored database can't know as in doubt, through the ledger's own rules: lease, intent, result.</summary>
internal sealed class DatabaseRestore(
    ISendLedger ledger,
    ICampaignStore campaigns,
    IMetadataStore metadata,
    CampaignRuntimeCache runtimes,
    Microsoft.Extensions.Options.IOptions<OutreachOptions> options,
    TimeProvider time) : IDatabaseRestore
{
    /// <summary>The name of the value that keeps workers from sending while a restore is not finished.</summary>
    public const string Pending = "restore-pending";

    public async Task<RestoreReport> MarkRestoredAsync(DateTimeOffset sentUntil, CancellationToken cancellationToken = default)
    {
        await metadata.SetAsync(Pending, "true", cancellationToken).ConfigureAwait(false);
        var generation = int.Parse(
            await metadata.GetAsync(MetadataNames.Generation, cancellationToken).ConfigureAwait(false) ?? "1", NumberStyles.None, CultureInfo.InvariantCulture);
        await metadata.SetAsync(MetadataNames.Generation, (generation + 1).ToString(CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
        var inDoubt = 0;
        var session = await ledger.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var now = time.GetUtcNow();
            inDoubt += (await ledger.RecoverAsync(session, now, now + options.Value.InDoubtWait, cancellationToken).ConfigureAwait(false)).InDoubt;
            while (await LeaseAsync(session, sentUntil, cancellationToken).ConfigureAwait(false) is { Count: > 0 } leased)
            {
                inDoubt += await DoubtAsync(session, leased, sentUntil, cancellationToken).ConfigureAwait(false);
            }
        }

        var paused = await PauseAllAsync(cancellationToken).ConfigureAwait(false);
        await metadata.SetAsync(Pending, "false", cancellationToken).ConfigureAwait(false);
        return new RestoreReport(inDoubt, paused);
    }

    private Task<IReadOnlyList<LeasedParticipant>> LeaseAsync(IWorkerSession session, DateTimeOffset sentUntil, CancellationToken cancellationToken) =>
        ledger.LeaseDueAsync(session, new LeaseRequest { Now = sentUntil, Limit = 256, Duration = options.Value.LeaseDuration }, cancellationToken);

    private async Task<int> DoubtAsync(
        IWorkerSession session, IReadOnlyList<LeasedParticipant> leased, DateTimeOffset sentUntil, CancellationToken cancellationToken)
    {
        var batch = new LedgerBatch();
        var doubted = new List<LeasedParticipant>();
        foreach (var one in leased)
        {
            var runtime = await runtimes.GetAsync(one, cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidOperationException($"Campaign {one.Participant.CampaignId} was changed while the restore was under way: repeat the call.");
            var decision = Decide(one, runtime, sentUntil);
            if (decision.Kind is DecisionKind.Send or DecisionKind.Defer && IntentOf(session, one, runtime, decision) is { } intent)
            {
                batch.Intents.Add(intent);
                doubted.Add(one);
            }
            else
            {
                batch.Releases.Add(Release(one, EndOf(one, runtime, decision, sentUntil)));
            }
        }

        var intents = batch.Intents.ToArray();
        var verdicts = await ledger.CommitAsync(session, batch, cancellationToken).ConfigureAwait(false);
        batch = new LedgerBatch();
        for (var i = 0; i < intents.Length; i++)
        {
            Conclude(batch, doubted[i], intents[i].Send, verdicts[i].Verdict, sentUntil);
        }

        await ledger.CommitAsync(session, batch, cancellationToken).ConfigureAwait(false);
        return batch.Results.Count;
    }

    /// <summary>What a worker would have decided at the latest moment at which there was one.</summary>
    private static Decision Decide(LeasedParticipant leased, CampaignRuntime runtime, DateTimeOffset sentUntil) => SequenceDecider.Decide(new DecisionInput
    {
        Plan = runtime.Plan,
        Participant = leased.Participant,
        Contact = leased.Contact,
        Sends = leased.Sends,
        IsSuppressed = leased.IsSuppressed,
        Now = sentUntil,
    });

    private static ParticipantTransition EndOf(LeasedParticipant leased, CampaignRuntime runtime, in Decision decision, DateTimeOffset sentUntil) =>
        decision.Kind is DecisionKind.Send or DecisionKind.Defer
            ? ParticipantTransitions.AfterStop(leased.Participant, new DecisionReason(ReasonCodes.NoSender), sentUntil)
            : ParticipantTransitions.Of(decision, runtime.Plan, leased.Participant, leased.Contact, sentUntil);

    private SendIntent? IntentOf(IWorkerSession session, LeasedParticipant leased, CampaignRuntime runtime, in Decision decision)
    {
        var participant = leased.Participant;
        if (runtime.FindSender(participant.SenderAccountId) is not { } sender || leased.Contact.AddressOn(participant.Channel) is not { } address)
        {
            return null;
        }

        var step = runtime.Plan.StepAt(decision.StepIndex);
        var sendId = SendIdentity.SendId(participant.Id, step.Id, RecipientRole.To);
        var earlier = leased.Sends.LastOrDefault(send => send.Id == sendId);
        return new SendIntent
        {
            SequenceVersionId = participant.SequenceVersionId,
            RecipientKey = AddressKey.Of(participant.Channel, address),
            Send = new SendRecord
            {
                Id = sendId,
                OrganisationId = participant.OrganisationId,
                CampaignId = participant.CampaignId,
                ParticipantId = participant.Id,
                ContactId = participant.ContactId,
                StepId = step.Id,
                StepIndex = decision.StepIndex,
                VariantId = step.Variants[decision.VariantIndex].Id,
                SenderAccountId = sender.Id,
                ProviderName = sender.ProviderName,
                Recipient = address,
                MessageId = participant.Channel == Channel.Email
                    ? SendIdentity.MessageIdOf(sendId, EmailAddress.Parse(sender.Address)).ToString()
                    : SendIdentity.MessageIdLeft(sendId),
                Subject = earlier?.Subject ?? "",
                State = SendState.Sending,
                Epoch = participant.Epoch,
                Attempt = (byte)Math.Min(byte.MaxValue, (earlier?.Attempt ?? 0) + 1),
                Doubt = earlier is { Doubt: true },
                Generation = session.Generation,
                IntentAt = participant.DueAt ?? time.GetUtcNow(),
            },
        };
    }

    private void Conclude(LedgerBatch batch, LeasedParticipant leased, SendRecord send, IntentVerdict verdict, DateTimeOffset sentUntil)
    {
        if (verdict != IntentVerdict.Granted)
        {
            batch.Releases.Add(Release(leased, ParticipantTransitions.AfterStop(
                leased.Participant, new DecisionReason(verdict == IntentVerdict.Suppressed ? ReasonCodes.Suppressed : ReasonCodes.InDoubt), sentUntil)));
            return;
        }

        var now = time.GetUtcNow();
        batch.Results.Add(new SendResult
        {
            OrganisationId = send.OrganisationId,
            ParticipantId = send.ParticipantId,
            Attempt = new AttemptId(send.Id, send.Attempt),
            Epoch = send.Epoch,
            Disposition = SendDisposition.InDoubt,
            At = now,
            Transition = ParticipantTransitions.AfterDoubt(leased.Participant, Later(now, sentUntil) + options.Value.InDoubtWait, now),
        });
    }

    private async Task<int> PauseAllAsync(CancellationToken cancellationToken)
    {
        var paused = 0;
        while (await campaigns.ListActiveAsync(cancellationToken).ConfigureAwait(false) is { Count: > 0 } active)
        {
            foreach (var campaign in active)
            {
                paused += await campaigns.UpdateAsync(campaign with { Status = CampaignStatus.Paused }, cancellationToken).ConfigureAwait(false) is null ? 0 : 1;
            }
        }

        return paused;
    }

    private static ParticipantRelease Release(LeasedParticipant leased, ParticipantTransition transition) => new()
    {
        OrganisationId = leased.Participant.OrganisationId,
        ParticipantId = leased.Participant.Id,
        Epoch = leased.Participant.Epoch,
        Transition = transition,
    };

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
