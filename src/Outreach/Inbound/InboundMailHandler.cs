using Outreach.Inbox;
using Outreach.Sequencing;

namespace Outreach;

/// <summary>Applies what inbound mail says to sends, participants and suppressions, once per mail.</summary>
internal sealed class InboundMailHandler(
    InboundMatcher matcher,
    ISendLedger ledger,
    IParticipantStore participants,
    IContactStore contacts,
    CampaignRuntimeCache runtimes,
    ReplyDecision replies,
    CampaignCompletion completion,
    TokenSource tokens,
    TimeProvider time) : IInboundMailHandler
{
    public async Task<InboundMailResult> ReceiveAsync(ReceivedMail mail, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mail);
        var protector = await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        var envelope = mail.EnvelopeRecipient is null ? null : new InboundEnvelope { Recipients = [mail.EnvelopeRecipient] };
        var read = new InboundMailReader(protector).Read(mail.Content, envelope);
        var match = await matcher.FindAsync(mail.OrganisationId, read, cancellationToken).ConfigureAwait(false);

        // A genuine token of another organisation's message proves nothing about this one's.
        read = read with { IsVerified = read.IsVerified && match?.Evidence == InboundEvidence.Token };
        var send = match?.Send;
        var result = new InboundMailResult
        {
            SendId = send?.Id,
            ParticipantId = send?.ParticipantId,
            IsVerified = read.IsVerified,
            Text = read.NewText.Length > 0 ? read.NewText : null,
        };
        if (InboundMeaning.Of(read, send) is not { } meaning
            || !await ConcernsUsAsync(mail.OrganisationId, meaning, send, cancellationToken).ConfigureAwait(false))
        {
            return result;
        }

        var outcome = await ApplyAsync(mail.OrganisationId, read, meaning, match, cancellationToken).ConfigureAwait(false);
        return result with { Type = meaning.Type, IsDuplicate = outcome == EventOutcome.Duplicate };
    }

    /// <summary>Strangers can't fill the suppression list: a request that belongs to no send counts only if its author is a contact.</summary>
    private async Task<bool> ConcernsUsAsync(Guid organisationId, InboundMeaning meaning, SendRecord? send, CancellationToken cancellationToken) =>
        send is not null
        || await contacts.FindByEmailAsync(organisationId, meaning.SuppressedAddress!, cancellationToken).ConfigureAwait(false) is not null;

    private async Task<EventOutcome> ApplyAsync(
        Guid organisationId, InboundMail mail, InboundMeaning meaning, InboundMatch? match, CancellationToken cancellationToken)
    {
        while (true)
        {
            // A conflict means that a worker or another event moved the participant in between: decide again on what it is now.
            var effects = await DecideAsync(organisationId, mail, meaning, match, cancellationToken).ConfigureAwait(false);
            effects = ErasedPerson.Strip(
                effects, match is null ? null : await contacts.FindAsync(organisationId, match.Value.Send.ContactId, cancellationToken).ConfigureAwait(false));
            var outcome = await ledger.RecordEventAsync(effects, cancellationToken).ConfigureAwait(false);
            if (outcome == EventOutcome.Conflict)
            {
                continue;
            }

            if (outcome == EventOutcome.Applied && match is { Send: var send } && effects.Transition is { DueAt: null })
            {
                completion.Touch(organisationId, send.CampaignId);
                await completion.CompleteFinishedAsync(cancellationToken).ConfigureAwait(false);
            }

            return outcome;
        }
    }

    private async Task<EventEffects> DecideAsync(
        Guid organisationId, InboundMail mail, InboundMeaning meaning, InboundMatch? match, CancellationToken cancellationToken)
    {
        var send = match?.Send;
        var now = time.GetUtcNow();
        var participant = send is null
            ? null
            : await participants.FindAsync(organisationId, send.ParticipantId, cancellationToken).ConfigureAwait(false);
        var transition = participant is null || !meaning.IsAbout(send!)
            ? null
            : await MoveAsync(meaning, participant, send!, now, cancellationToken).ConfigureAwait(false);
        return new EventEffects
        {
            Event = new DeliveryEvent
            {
                Id = Guid.CreateVersion7(now),
                OrganisationId = organisationId,
                Key = "mail:" + mail.Fingerprint,
                Type = meaning.Type,
                At = now,
                SendId = send?.Id,
                CampaignId = send?.CampaignId,
                ParticipantId = send?.ParticipantId,
                ContactId = send?.ContactId,
                Reply = meaning.Reply,
                Detail = meaning.Detail,
            },
            ProvesAcceptance = match?.Evidence is InboundEvidence.Token or InboundEvidence.MessageId,
            ExpectedEpoch = participant?.Epoch ?? 0,
            Transition = transition,
            Suppressions = meaning.Suppression is { } reason
                ? [Suppress(organisationId, meaning.SuppressedAddress!, reason, mail, now)]
                : [],
        };
    }

    private async Task<ParticipantTransition?> MoveAsync(
        InboundMeaning meaning, Participant participant, SendRecord send, DateTimeOffset now, CancellationToken cancellationToken)
    {
        switch (meaning.Type)
        {
            case DeliveryEventType.HardBounced or DeliveryEventType.SoftBounced:
                return EventTransitions.AfterBounce(participant, meaning.Reply?.Text, now);
            case DeliveryEventType.Unsubscribed:
                return EventTransitions.AfterUnsubscribe(participant, now);
            case DeliveryEventType.Complained:
                return EventTransitions.AfterComplaint(participant, now);
            case DeliveryEventType.Replied:
                return await replies.DecideAsync(participant, now, cancellationToken).ConfigureAwait(false);
        }

        var runtime = await runtimes.FindAsync(participant, cancellationToken).ConfigureAwait(false);
        var contact = await contacts.FindAsync(participant.OrganisationId, participant.ContactId, cancellationToken).ConfigureAwait(false);
        if (runtime is null || contact is null)
        {
            return null;
        }

        // Any other sign of life proves that a message in doubt arrived: the participant need not wait for its time to run out.
        return send.State == SendState.InDoubt
            && !participant.IsFinished
            && participant.StepIndex < runtime.Plan.StepCount
            && runtime.Plan.StepAt(participant.StepIndex).Id == send.StepId
                ? ParticipantTransitions.AfterAccepted(runtime.Plan, participant, contact, send.IntentAt, now)
                : null;
    }

    private static SuppressionEntry Suppress(Guid organisationId, string address, SuppressionReason reason, InboundMail mail, DateTimeOffset now) => new()
    {
        OrganisationId = organisationId,
        Key = AddressKey.FromEmail(address),
        Reason = reason,
        At = now,
        Source = "mail:" + mail.Fingerprint,
    };
}
