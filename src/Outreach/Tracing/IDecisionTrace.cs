namespace Outreach;

/// <summary>Answers for each contact: why was this not sent, and when will it be?</summary>
public interface IDecisionTrace
{
    /// <summary>Explains where a contact is in a campaign: what is planned, why, and all that happened so far.</summary>
    /// <returns>The explanation, or <see langword="null"/> if the contact is not enrolled in the campaign.</returns>
    Task<ParticipantExplanation?> ExplainAsync(
        Guid organisationId, Guid campaignId, Guid contactId, CancellationToken cancellationToken = default);
}
