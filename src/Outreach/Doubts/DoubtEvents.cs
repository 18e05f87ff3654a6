using System.Globalization;

namespace Outreach;

/// <summary>Makes the events by which doubts are resolved; each is stored once an attempt.</summary>
internal static class DoubtEvents
{
    public static EventEffects Resolved(
        SendRecord send, Participant? participant, DoubtResolution resolution, string by, ParticipantTransition? transition, DateTimeOffset now) => new()
        {
            Event = new DeliveryEvent
            {
                Id = Guid.CreateVersion7(now),
                OrganisationId = send.OrganisationId,
                Key = string.Create(CultureInfo.InvariantCulture, $"doubt:{send.Id:N}:{send.Attempt}:{resolution}"),
                Type = DeliveryEventType.DoubtResolved,
                At = now,
                SendId = send.Id,
                CampaignId = send.CampaignId,
                ParticipantId = send.ParticipantId,
                ContactId = send.ContactId,
                Detail = $"{resolution}, by {by}",
            },
            ProvesAcceptance = resolution == DoubtResolution.Accepted,
            ExpectedEpoch = participant?.Epoch ?? 0,
            Transition = transition,
        };
}
