using Microsoft.Extensions.Logging;

namespace Outreach.Events.RabbitMq;

/// <summary>The log messages of this package. Ids of entities only, never addresses or texts.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "The connection to RabbitMQ that reads '{Queue}' failed; it is made again after a pause.")]
    public static partial void ConsumerFailed(ILogger logger, Exception exception, string queue);

    [LoggerMessage(2, LogLevel.Warning, "A message can't be used and was moved to '{Queue}': {Reason}")]
    public static partial void MessageInvalid(ILogger logger, string queue, string reason);

    [LoggerMessage(3, LogLevel.Error, "A message could not be recorded; it comes again.")]
    public static partial void MessageNotRecorded(ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Debug, "A message to organisation {OrganisationId} was received, about {Participants} participants (a repetition: {IsDuplicate}).")]
    public static partial void MessageReceived(ILogger logger, Guid organisationId, int participants, bool isDuplicate);
}
