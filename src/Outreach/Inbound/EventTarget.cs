namespace Outreach;

/// <summary>A participant that an event from outside is about, and the send, if that is known.</summary>
internal sealed record EventTarget(Guid ParticipantId, Guid CampaignId, Guid ContactId, SendRecord? Send)
{
    public static EventTarget Of(SendRecord send) => new(send.ParticipantId, send.CampaignId, send.ContactId, send);

    public static EventTarget Of(Participant participant, SendRecord? send) => new(participant.Id, participant.CampaignId, participant.ContactId, send);
}
