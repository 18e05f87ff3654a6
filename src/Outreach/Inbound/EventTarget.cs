namespace Outreach;

/// <summary>A participant that an event from outside is about.</summary>
/// <param name="ParticipantId">The participant.</param>
/// <param name="CampaignId">Its campaign.</param>
/// <param name="ContactId">Its contact.</param>
/// <param name="Send">The send, as far as it is known.</param>
/// <param name="IsProven">Whether the event names the send, so that this must have arrived.</param>
internal sealed record EventTarget(Guid ParticipantId, Guid CampaignId, Guid ContactId, SendRecord? Send, bool IsProven)
{
    public static EventTarget Of(SendRecord send) => new(send.ParticipantId, send.CampaignId, send.ContactId, send, IsProven: true);

    public static EventTarget Of(Participant participant, SendRecord? latest = null) =>
        new(participant.Id, participant.CampaignId, participant.ContactId, latest, IsProven: false);
}
