namespace Outreach;

/// <summary>Says when a contact of a campaign becomes a lead; the ledger stores it with what caused it, once.</summary>
internal static class CampaignLeads
{
    /// <summary>Makes the lead of a first message that was accepted, if the campaign wants it.</summary>
    public static Lead? AfterSend(CampaignRuntime runtime, LeasedParticipant leased, DateTimeOffset at) =>
        runtime.Campaign.LeadCreation is { Trigger: LeadTrigger.OnFirstSend } && !leased.Sends.Any(send => send.State == SendState.Sent)
            ? Make(runtime, leased.Participant.ContactId, "first_send", at)
            : null;

    /// <summary>Adds the lead to an event that shows that a message was accepted, or that the contact replied.</summary>
    /// <param name="effects">The event.</param>
    /// <param name="runtime">The campaign of the event's participant, or <see langword="null"/> if there is none.</param>
    /// <param name="isReply">Whether the contact itself replied.</param>
    public static EventEffects With(EventEffects effects, CampaignRuntime? runtime, bool isReply)
    {
        if (runtime?.Campaign.LeadCreation is not { } settings || effects.Event.ContactId is not { } contactId)
        {
            return effects;
        }

        return settings.Trigger switch
        {
            LeadTrigger.OnReply when isReply => effects with { Lead = Make(runtime, contactId, "reply", effects.Event.At) },
            LeadTrigger.OnFirstSend when effects is { ProvesAcceptance: true, Event.SendId: not null } =>
                effects with { Lead = Make(runtime, contactId, "first_send", effects.Event.At) },
            _ => effects,
        };
    }

    private static Lead Make(CampaignRuntime runtime, Guid contactId, string source, DateTimeOffset at) => new()
    {
        Id = Lead.IdOf(runtime.Campaign.Id, contactId),
        OrganisationId = runtime.Campaign.OrganisationId,
        ContactId = contactId,
        CampaignId = runtime.Campaign.Id,
        Source = source,
        PipelineId = runtime.LeadPipelineId,
        StageId = runtime.Campaign.LeadCreation!.DefaultStageId,
        CreatedAt = at,
    };
}
