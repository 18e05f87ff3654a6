namespace Outreach;

/// <summary>Reads what the conditions of a step ask for beyond contact and sends; where they ask for nothing, nothing is read.</summary>
internal sealed class FactReader(IContactPlaces places, IDeliveryEventStore events, ReplySentiments sentiments)
{
    public static bool AreNeeded(StepConditions conditions) => AsksForPlaces(conditions) || AsksForEvents(conditions);

    public async ValueTask<ParticipantFacts> ReadAsync(
        Participant participant, IReadOnlyList<SendRecord> sends, StepConditions conditions, CancellationToken cancellationToken)
    {
        var facts = ParticipantFacts.None;
        if (AsksForPlaces(conditions))
        {
            var found = await places.FindAsync(participant.OrganisationId, [participant.ContactId], cancellationToken).ConfigureAwait(false);
            facts = facts with { Places = [.. found.Select(place => place.Place)] };
        }

        if (AsksForEvents(conditions))
        {
            var happened = await events.ListByContactAsync(participant.OrganisationId, participant.ContactId, cancellationToken).ConfigureAwait(false);
            var reply = LatestReply(participant, happened);
            facts = facts with
            {
                OpenedStepIds = Opened(sends, happened),
                Clicks = Clicks(sends, happened),
                ReplySentiment = reply?.Sentiment,
                SentimentAwaitedUntil = reply is { Sentiment: null } ? sentiments.AwaitedUntil(reply) : null,
            };
        }

        return facts;
    }

    private static bool AsksForPlaces(StepConditions conditions) => conditions.InPipelineStage is not null || conditions.NotInPipelineStage is not null;

    /// <summary>Gets whether conditions go by what happened to messages.</summary>
    public static bool AsksForEvents(StepConditions conditions) =>
        conditions.Opened is not null || conditions.NotOpened is not null || conditions.Clicked is not null || conditions.ReplySentiment is { Count: > 0 };

    /// <summary>The latest reply decides, also if nobody knows its sentiment.</summary>
    private static DeliveryEvent? LatestReply(Participant participant, IReadOnlyList<DeliveryEvent> events) =>
        events.LastOrDefault(happened => happened.Type == DeliveryEventType.Replied && happened.ParticipantId == participant.Id);

    /// <summary>A message whose link was followed was opened too, whether or not its images were loaded.</summary>
    private static IReadOnlyList<Guid> Opened(IReadOnlyList<SendRecord> sends, IReadOnlyList<DeliveryEvent> events) =>
    [
        .. events.Where(happened => happened.Type is DeliveryEventType.Opened or DeliveryEventType.Clicked)
            .Select(happened => StepOf(sends, happened))
            .OfType<Guid>()
            .Distinct(),
    ];

    private static IReadOnlyList<StepClick> Clicks(IReadOnlyList<SendRecord> sends, IReadOnlyList<DeliveryEvent> events) =>
    [
        .. from happened in events
           where happened.Type == DeliveryEventType.Clicked
           let stepId = StepOf(sends, happened)
           where stepId is not null
           select new StepClick(stepId.Value, happened.Detail ?? ""),
    ];

    private static Guid? StepOf(IReadOnlyList<SendRecord> sends, DeliveryEvent happened) =>
        sends.FirstOrDefault(send => send.Id == happened.SendId)?.StepId;
}
