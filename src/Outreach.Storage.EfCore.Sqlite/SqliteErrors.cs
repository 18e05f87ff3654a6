using Microsoft.Data.Sqlite;

namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>Says in one sentence what a failure of SQLite means and what to do.</summary>
internal static class SqliteErrors
{
    // Result codes, https://sqlite.org/rescode.html
    private const int Permission = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Io = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <returns>The sentence, or <see langword="null"/> if the failure is not one that a person can mend.</returns>
    public static string? Explain(Exception error, string path)
    {
        if (error is OutreachStorageException)
        {
            return null;
        }

        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is SqliteException sqlite)
            {
                return Explain(sqlite.SqliteErrorCode, path);
            }
        }

        return null;
    }

    private static string? Explain(int code, string path) => code switch
    {
        Corrupt or NotADatabase =>
            $"The file '{path}' is damaged or no SQLite database: restore it from a backup, or name another file in the connection string.",
        ReadOnly or Permission =>
            $"The database '{path}' can't be written: give this user the right to write the file and its folder, or name another place.",
        CannotOpen =>
            $"The database '{path}' can't be opened: check that its folder exists and that this user may read and write it.",
        Busy or Locked =>
            $"The database '{path}' is locked by another program: close the tool that holds it, and try again.",
        Full => $"The disk of the database '{path}' is full: free some space; nothing that was recorded is lost.",
        Io => $"The disk of the database '{path}' reports errors: check the disk and its free space; nothing that was recorded is lost.",
        _ => null,
    };
}
