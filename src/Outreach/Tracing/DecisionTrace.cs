using System.Globalization;
using Outreach.Sequencing;

namespace Outreach;

/// <summary>Puts the trace together from the participant, its sends, its events and the decisions that the store keeps.</summary>
internal sealed class DecisionTrace(
    IParticipantStore participants,
    IContactStore contacts,
    ISendLedger ledger,
    IDeliveryEventStore events,
    ISuppressionStore suppressions,
    CampaignRuntimeCache runtimes,
    FactReader facts,
    TimeProvider time) : IDecisionTrace
{
    private const int MostSends = 1_000;

    public async Task<ParticipantExplanation?> ExplainAsync(
        Guid organisationId, Guid campaignId, Guid contactId, CancellationToken cancellationToken = default)
    {
        var enrolled = await participants.ListByContactAsync(organisationId, contactId, cancellationToken).ConfigureAwait(false);
        if (enrolled.FirstOrDefault(candidate => candidate.CampaignId == campaignId) is not { } participant
            || await contacts.FindAsync(organisationId, contactId, cancellationToken).ConfigureAwait(false) is not { } contact
            || await runtimes.FindAsync(participant, cancellationToken).ConfigureAwait(false) is not { } runtime)
        {
            return null;
        }

        var all = await ledger.ListSendsByContactAsync(organisationId, contactId, MostSends, cancellationToken).ConfigureAwait(false);
        SendRecord[] sends = [.. all.Where(send => send.ParticipantId == participant.Id).Reverse()];
        var happened = await events.ListByContactAsync(organisationId, contactId, cancellationToken).ConfigureAwait(false);
        var decided = await participants.ReadTraceAsync(organisationId, participant.Id, cancellationToken).ConfigureAwait(false);
        var expected = participant.DueAt is null
            ? (Decision?)null
            : await DecideAsync(runtime, participant, contact, sends, cancellationToken).ConfigureAwait(false);
        return new ParticipantExplanation
        {
            Participant = participant,
            CampaignStatus = runtime.Campaign.Status,
            NextStep = !participant.IsFinished && participant.StepIndex < runtime.Plan.StepCount ? runtime.Plan.StepAt(participant.StepIndex).Name : null,
            Expected = expected,
            EarliestAt = expected?.Kind == DecisionKind.Send ? participant.DueAt : expected?.Until ?? participant.DueAt,
            History = History(participant, sends, happened.Where(one => one.ParticipantId == participant.Id), decided),
        };
    }

    private async Task<Decision> DecideAsync(
        CampaignRuntime runtime, Participant participant, Contact contact, SendRecord[] sends, CancellationToken cancellationToken)
    {
        var isSuppressed = contact.Email is not null
            && await suppressions.FindAsync(contact.OrganisationId, AddressKey.FromEmail(contact.Email), cancellationToken).ConfigureAwait(false) is not null;
        var now = time.GetUtcNow();
        var conditions = participant.StepIndex < runtime.Plan.StepCount ? runtime.Plan.StepAt(participant.StepIndex).Conditions : StepConditions.None;
        return SequenceDecider.Decide(new DecisionInput
        {
            Plan = runtime.Plan,
            Participant = participant,
            Contact = contact,
            Sends = sends,
            IsSuppressed = isSuppressed,
            Now = participant.DueAt > now ? participant.DueAt.Value : now,
            Facts = await facts.ReadAsync(participant, sends, conditions, cancellationToken).ConfigureAwait(false),
        });
    }

    private static IReadOnlyList<TraceLine> History(
        Participant participant, SendRecord[] sends, IEnumerable<DeliveryEvent> events, IReadOnlyList<TraceEntry> decided)
    {
        var lines = new List<TraceLine>();
        if (participant.Id.Version == 7)
        {
            lines.Add(new TraceLine { At = EnrolledAt(participant.Id), Code = ReasonCodes.Enrolled });
        }

        lines.AddRange(sends.Select(Line));
        lines.AddRange(events.Select(Line));
        lines.AddRange(decided.Select(Line));
        if (string.Equals(participant.Reason.Code, ReasonCodes.SequenceChanged, StringComparison.Ordinal))
        {
            lines.Add(new TraceLine { At = participant.UpdatedAt, Code = ReasonCodes.SequenceChanged, StepIndex = participant.StepIndex, Until = participant.DueAt });
        }

        return [.. lines.OrderBy(line => line.At)];
    }

    private static TraceLine Line(SendRecord send) => new()
    {
        At = send.ResultAt ?? send.IntentAt,
        Code = "message_" + send.State.ToString().ToLowerInvariant(),
        StepIndex = send.StepIndex,
        Detail = string.Create(
            CultureInfo.InvariantCulture,
            $"variant {send.VariantId}, attempt {send.Attempt}, {send.Recipient}{(send.Reply is null ? "" : $", {send.Reply.Code} {send.Reply.EnhancedCode} {send.Reply.Text}")}"),
    };

    private static TraceLine Line(DeliveryEvent happened) => new()
    {
        At = happened.At,
        Code = "event_" + happened.Type.ToString().ToLowerInvariant(),
        Detail = happened.Sentiment is { } sentiment ? $"{sentiment.ToString().ToLowerInvariant()}: {happened.Detail}" : happened.Reply?.Text ?? happened.Detail,
    };

    private static TraceLine Line(TraceEntry entry) => new()
    {
        At = entry.At,
        Code = entry.Reason.Code,
        StepIndex = entry.StepIndex,
        Detail = entry.Reason.Detail,
        Until = entry.Until,
    };

    /// <summary>A version-7 id begins with its time in milliseconds (RFC 9562 §5.7).</summary>
    private static DateTimeOffset EnrolledAt(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16);
    }
}
