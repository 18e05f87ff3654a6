using System.Diagnostics;
using System.Globalization;
using Outreach.TestServers;

namespace Outreach.Benchmarks.Suppressions;

/// <summary>Looks addresses up all over the table, half of which are there, and prints how long one takes.</summary>
internal static class LookupTimes
{
    private const int Lookups = 100_000;

    public static async Task MeasureAsync(string what, int entries, int batch, Func<string[], ValueTask<int>> findAsync, bool isLookup = true)
    {
        var random = new Random(1);
        var batches = Enumerable.Range(0, Lookups / batch)
            .Select(_ => Enumerable.Range(0, batch).Select(_ => SuppressionCsv.AddressOf(random.Next(2 * entries))).ToArray())
            .ToList();

        // A tenth as warm-up: what is measured is a worker that has been sending for a while, with other addresses.
        foreach (var asked in batches.Take(batches.Count / 10))
        {
            await findAsync(asked);
        }

        var found = 0L;
        var times = new double[batches.Count];
        var threadTimes = new List<double>(batches.Count);
        var processor = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < batches.Count; i++)
        {
            var thread = ThreadTime.Now;
            var begin = Stopwatch.GetTimestamp();
            var pending = findAsync(batches[i]);
            var isHere = pending.IsCompleted;
            found += await pending;
            times[i] = Stopwatch.GetElapsedTime(begin).TotalMicroseconds / batch;
            if (isHere)
            {
                threadTimes.Add((ThreadTime.Now - thread).TotalMicroseconds / batch);
            }
        }

        processor = Environment.CpuUsage.TotalTime - processor;
        if (isLookup && (found * 10 < Lookups * 4 || found * 10 > Lookups * 6))
        {
            throw new InvalidOperationException($"{what}: {found} of {Lookups} found, which are about half");
        }

        Array.Sort(times);
        threadTimes.Sort();

        // What waits for a server has no processor time of one thread.
        var ofThread = threadTimes.Count < batches.Count
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" (median {threadTimes[threadTimes.Count / 2]:F1} µs, 99 % within {threadTimes[threadTimes.Count * 99 / 100]:F1} µs)");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-34} {entries,12:N0} entries: median {times[times.Length / 2],6:F1} µs, 99 % within {times[times.Length * 99 / 100],6:F1} µs, processor of this process {processor.TotalMicroseconds / Lookups,5:F1} µs{ofThread}"));
    }
}
