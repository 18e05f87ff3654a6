using Microsoft.Extensions.Logging;

namespace Outreach.Storage.EfCore.PostgreSql;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "The database {Place} has {Setting}=off: after a crash or power failure messages may be sent twice. For tests only.")]
    public static partial void UnsafeSetting(ILogger logger, string place, string setting);

    [LoggerMessage(2, LogLevel.Warning, "The database {Place} has standbys for which no commit waits: after a fail-over messages may be sent twice. Set synchronous_standby_names.")]
    public static partial void AsynchronousStandby(ILogger logger, string place);

    [LoggerMessage(3, LogLevel.Warning, "The worker {WorkerId} lost its connection to the database and makes another.")]
    public static partial void ConnectionLost(ILogger logger, Exception exception, Guid workerId);
}
