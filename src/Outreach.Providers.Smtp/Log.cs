using System.Security.Authentication;
using Microsoft.Extensions.Logging;

namespace Outreach.Providers.Smtp;

/// <summary>What the package logs: names of providers, numbers, sentences; never addresses or credentials.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Debug, Message = "SMTP provider {Provider}: connection {ConnectionId} is ready, TLS {TlsVersion}")]
    public static partial void Connected(ILogger logger, string provider, long connectionId, SslProtocols tlsVersion);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "SMTP provider {Provider}: no connection ({Kind}): {Reason}")]
    public static partial void ConnectionFailed(ILogger logger, string provider, FailureKind kind, string reason);

    [LoggerMessage(EventId = 3, Level = LogLevel.Debug, Message = "SMTP provider {Provider}: a connection was closed meanwhile and is replaced")]
    public static partial void StaleConnection(ILogger logger, string provider);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "SMTP provider {Provider}: the answer to attempt {Number} of send {SendId} was lost; it is in doubt")]
    public static partial void AnswerLost(ILogger logger, string provider, Guid sendId, byte number);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "SMTP provider {Provider}: the relay does not cope with the next envelope behind the end of a message; no more are sent early")]
    public static partial void EarlyEnvelopesOff(ILogger logger, string provider);
}
