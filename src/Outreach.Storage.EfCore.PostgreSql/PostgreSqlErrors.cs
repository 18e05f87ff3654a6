using System.Net.Sockets;
using Npgsql;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>Says in one sentence what a failure of PostgreSQL means and what to do. Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html</summary>
internal static class PostgreSqlErrors
{
    /// <returns>The sentence, or <see langword="null"/> if the failure is not one that a person can mend.</returns>
    public static string? Explain(Exception error, string place)
    {
        for (var cause = error; cause is not null and not OutreachStorageException; cause = cause.InnerException)
        {
            switch (cause)
            {
                case PostgresException answer:
                    return Explain(answer, place);
                case SocketException or TimeoutException or EndOfStreamException or IOException:
                    return $"The database {place} does not answer: check that the server runs and can be reached; nothing that was recorded is lost.";
            }
        }

        return null;
    }

    /// <summary>Tells whether a transaction failed since another got in its way; the same again may succeed.</summary>
    public static bool WasOvertaken(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is PostgresException answer)
            {
                return answer.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;
            }
        }

        return false;
    }

    private static string? Explain(PostgresException answer, string place) => answer.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"The database {place} refuses the user: check the user name and password in the connection string.",
        PostgresErrorCodes.InvalidCatalogName => $"There is no database {place}: create it, or correct the connection string.",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"The user has no right to do this in {place} ({answer.MessageText}): grant it, or let an administrator create the schema.",
        PostgresErrorCodes.ReadOnlySqlTransaction => $"The database {place} is read-only, perhaps a standby: connect to the primary.",
        PostgresErrorCodes.DiskFull => $"The disk of {place} is full: free some space; nothing that was recorded is lost.",
        PostgresErrorCodes.TooManyConnections =>
            $"The database {place} has no connection left: raise max_connections, or lower 'Maximum Pool Size' in the connection string.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            $"The database {place} is shutting down or starting: wait until it runs; nothing that was recorded is lost.",
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted =>
            $"The database {place} reports damaged data ({answer.MessageText}): restore it from a backup.",
        _ => null,
    };
}
