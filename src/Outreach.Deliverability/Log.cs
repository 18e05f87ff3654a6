using Microsoft.Extensions.Logging;

namespace Outreach.Deliverability;

/// <summary>What this package logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "The advisor looked at {Count} campaigns.")]
    public static partial void Advised(ILogger logger, int count);

    [LoggerMessage(2, LogLevel.Warning, "The advisor could not look at campaign {CampaignId}; it tries again later.")]
    public static partial void AdviceFailed(ILogger logger, Exception exception, Guid campaignId);

    [LoggerMessage(3, LogLevel.Error, "The advisor failed; it goes on at its next turn.")]
    public static partial void AdvisorFailed(ILogger logger, Exception exception);
}
