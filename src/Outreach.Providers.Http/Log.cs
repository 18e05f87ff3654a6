using Microsoft.Extensions.Logging;

namespace Outreach.Providers.Http;

/// <summary>What the package logs: names of providers, ids, reasons; never addresses, bodies or credentials.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Provider {Provider}: the request was not handed over: {Reason}")]
    public static partial void RequestFailed(ILogger logger, string provider, string reason);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Provider {Provider}: the answer to attempt {Number} of send {SendId} was lost or can't be read; it is in doubt")]
    public static partial void AnswerLost(ILogger logger, string provider, Guid sendId, byte number);
}
