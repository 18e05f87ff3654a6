using Microsoft.Extensions.Logging;

namespace Outreach;

/// <summary>The log messages of this package. Ids of entities only, never addresses or names.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Recording {Count} ledger entries failed; sending is held until it succeeds.")]
    public static partial void LedgerWriteFailed(ILogger logger, Exception exception, int count);

    [LoggerMessage(2, LogLevel.Warning, "Took over after a dead or silent worker: {Released} participants are due again, {InDoubt} sends are in doubt.")]
    public static partial void Recovered(ILogger logger, int released, int inDoubt);

    [LoggerMessage(3, LogLevel.Error, "The worker failed; it goes on after a pause.")]
    public static partial void WorkerFailed(ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Error, "The provider failed unexpectedly at send {SendId}, attempt {Attempt}.")]
    public static partial void ProviderFailed(ILogger logger, Exception exception, Guid sendId, int attempt);

    [LoggerMessage(5, LogLevel.Error, "Participant {ParticipantId} could not be processed; it is put back.")]
    public static partial void ParticipantFailed(ILogger logger, Exception exception, Guid participantId);

    [LoggerMessage(6, LogLevel.Information, "Campaign {CampaignId} is completed.")]
    public static partial void CampaignCompleted(ILogger logger, Guid campaignId);

    [LoggerMessage(7, LogLevel.Warning, "Send {SendId} is in doubt after attempt {Attempt}.")]
    public static partial void SendInDoubt(ILogger logger, Guid sendId, int attempt);

    [LoggerMessage(8, LogLevel.Warning, "A text for a recipient of campaign {CampaignId} was not written; the fallback stands there.")]
    public static partial void PersonalizationFailed(ILogger logger, Exception exception, Guid campaignId);

    [LoggerMessage(9, LogLevel.Warning, "A reply to organisation {OrganisationId} was not classified; its sentiment is not known.")]
    public static partial void ReplyNotClassified(ILogger logger, Exception exception, Guid organisationId);

    [LoggerMessage(70, LogLevel.Information, "{Count} contacts were enrolled by trigger rules.")]
    public static partial void TriggersEnrolled(ILogger logger, long count);

    [LoggerMessage(71, LogLevel.Error, "Looking for contacts of trigger rules failed; it goes on where it stopped after a pause.")]
    public static partial void TriggerScanFailed(ILogger logger, Exception exception);

    [LoggerMessage(30, LogLevel.Warning, "The provider's records could not be asked about send {SendId}; it stays in doubt.")]
    public static partial void EvidenceFailed(ILogger logger, Exception exception, Guid sendId);
}
