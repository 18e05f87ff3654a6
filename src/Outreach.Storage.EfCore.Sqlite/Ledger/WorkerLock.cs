using System.Globalization;

namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>
/// The proof that a worker lives: a file beside the database that its process keeps locked. The operating system drops the lock when the
/// process ends, however it ends, so that another worker can take over at once instead of waiting for leases to run out.
/// </summary>
internal sealed class WorkerLock : IDisposable
{
    private const string Infix = ".worker-";

    private readonly FileStream _file;

    private WorkerLock(Guid workerId, FileStream file)
    {
        WorkerId = workerId;
        _file = file;
    }

    public Guid WorkerId { get; }

    /// <summary>Makes a worker's file and locks it.</summary>
    /// <param name="databasePath">The database file.</param>
    /// <param name="clock">Gives the time in the worker's id.</param>
    public static WorkerLock Acquire(string databasePath, TimeProvider clock)
    {
        for (var attempt = 1; ; attempt++)
        {
            var workerId = Guid.CreateVersion7(clock.GetUtcNow());
            var path = PathOf(databasePath, workerId);
            FileStream file;
            try
            {
                file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException) when (File.Exists(path) && attempt < 10)
            {
                // Somebody looked whether the file is locked in the instant before it was.
                continue;
            }

            // Who looked in that instant and found it free has taken the file away: the lock is then on a file that nobody will find.
            if (File.Exists(path))
            {
                return new WorkerLock(workerId, file);
            }

            file.Dispose();
        }
    }

    /// <summary>Tells whether a worker's process has ended. If it has, its file is removed.</summary>
    public static bool IsDead(string databasePath, Guid workerId) => IsDead(PathOf(databasePath, workerId));

    /// <summary>Removes the files of workers that have ended.</summary>
    public static void RemoveDead(string databasePath)
    {
        var folder = Path.GetDirectoryName(databasePath)!;
        foreach (var path in Directory.EnumerateFiles(folder, Path.GetFileName(databasePath) + Infix + "*"))
        {
            IsDead(path);
        }
    }

    /// <summary>Tells whether others find the file locked: where file systems keep no locks, every worker would look dead.</summary>
    public bool IsHeld() => !TryOpen(_file.Name, out _);

    public void Dispose()
    {
        try
        {
            // Removed while it is still locked, so that nobody finds it free.
            File.Delete(_file.Name);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next worker that opens a session removes what is left.
        }

        _file.Dispose();
    }

    private static bool IsDead(string path)
    {
        if (!TryOpen(path, out var file))
        {
            return false;
        }

        if (file is not null)
        {
            File.Delete(path);
            file.Dispose();
        }

        return true;
    }

    /// <returns><see langword="false"/> if somebody else has the file locked.</returns>
    private static bool TryOpen(string path, out FileStream? file)
    {
        file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            return true;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string PathOf(string databasePath, Guid workerId) =>
        string.Create(CultureInfo.InvariantCulture, $"{databasePath}{Infix}{workerId:N}");
}
