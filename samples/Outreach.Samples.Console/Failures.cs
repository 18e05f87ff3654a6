using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Outreach.Storage.EfCore;

namespace Outreach.Samples;

/// <summary>Says in one sentence what went wrong and what to do.</summary>
internal static class Failures
{
    private const int SqliteCorrupt = 11;
    private const int SqliteCantOpen = 14;
    private const int SqliteNotADatabase = 26;

    /// <summary>Describes an exception.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="folder">The data folder.</param>
    /// <returns>The sentence and the exit code, or <see langword="null"/> for what nobody foresaw.</returns>
    public static (string Message, int ExitCode)? Describe(Exception exception, string folder) => exception switch
    {
        SampleException known => (known.Message, known.ExitCode),
        CampaignNotReadyException notReady => (notReady.Message, 1),
        OptionsValidationException options => (string.Join(" ", options.Failures), 1),
        SqliteException sqlite => DescribeDatabase(sqlite, folder),
        SocketException socket => ($"The local mail server can't start ({ReasonOf(socket)}); close the program that uses its port, or leave the port to chance.", 1),
        UnauthorizedAccessException or IOException => ($"A file in {folder} can't be read or written ({ReasonOf(exception)}); check its permissions and the free space, or choose another folder with --data.", 3),
        { InnerException: { } inner } => Describe(inner, folder) ?? DescribeStorage(exception),
        _ => DescribeStorage(exception),
    };

    private static (string Message, int ExitCode)? DescribeStorage(Exception exception) => exception switch
    {
        OutreachStorageException storage => (storage.Message, 4),
        _ => null,
    };

    /// <summary>Gets the system's reason without a path, in the middle of a sentence.</summary>
    public static string ReasonOf(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "permission denied",
        DirectoryNotFoundException => "the path does not exist",
        FileNotFoundException => "there is no such file",
        SocketException socket => socket.SocketErrorCode.ToString(),
        _ => exception.Message.TrimEnd('.').Split(" : ", 2)[0],
    };

    private static (string Message, int ExitCode) DescribeDatabase(SqliteException exception, string folder) => exception.SqliteErrorCode switch
    {
        SqliteCorrupt or SqliteNotADatabase => ($"The database {Path.Combine(folder, "outreach.db")} is damaged or no SQLite file; restore it from a backup, or choose another folder with --data.", 4),
        SqliteCantOpen => ($"The database {Path.Combine(folder, "outreach.db")} can't be opened; check the permissions, or choose another folder with --data.", 4),
        _ => ($"The database {Path.Combine(folder, "outreach.db")} reports: {exception.Message.TrimEnd('.')}; check that no other program uses it and that the disk has space.", 4),
    };
}
