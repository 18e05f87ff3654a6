using System.Diagnostics;

namespace Outreach.Storage.EfCore.Sqlite.Tests.Faults;

/// <summary>Which calls of the file system fail: the one with a number, or all from there on until the disk is mended.</summary>
/// <param name="folder">The folder whose files are concerned.</param>
/// <param name="at">The number of the call, from 1; 0 only counts.</param>
/// <param name="lasts">How long the calls go on failing; zero for one call.</param>
internal sealed class FaultPlan(string folder, int at, TimeSpan lasts)
{
    private readonly List<string> _kinds = [];
    private int _calls;
    private long _brokenSince;

    public string Folder => folder;

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Gets what kind each call was, if they are only counted.</summary>
    public IReadOnlyList<string> Kinds
    {
        get
        {
            lock (_kinds)
            {
                return [.. _kinds];
            }
        }
    }

    /// <summary>Gets what kind of call failed first, or <see langword="null"/>.</summary>
    public string? Failed { get; private set; }

    public bool Fails(string what)
    {
        var call = Interlocked.Increment(ref _calls);
        if (at == 0)
        {
            lock (_kinds)
            {
                _kinds.Add(what);
            }
        }

        if (at == 0 || call < at)
        {
            return false;
        }

        if (call == at)
        {
            Failed = what;
            _brokenSince = Stopwatch.GetTimestamp();
            return true;
        }

        return Stopwatch.GetElapsedTime(_brokenSince) < lasts;
    }
}
