using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Benchmarks.Suppressions;

/// <summary>
/// Measures suppressions at scale: how long an import and an export take and what memory they need, and how long it takes to find out whether an address is
/// suppressed: <c>suppressions sqlite|postgresql [entries] [imported]</c>. As many entries as are imported come in as a stream of CSV; the rest by a
/// statement of the database.
/// </summary>
internal static class SuppressionCommand
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var entries = NumberOr(arguments, 1, 10_000_000);
        var imported = Math.Min(entries, NumberOr(arguments, 2, entries));
        await using ISuppressionDatabase database = arguments is ["postgresql", ..] ? await PostgreSqlSuppressions.StartAsync() : new SqliteSuppressions();
        var lists = database.Services.GetRequiredService<ISuppressionLists>();

        await using (var csv = new SuppressionCsv(imported))
        {
            await MeasureAsync("import", imported, async () => (await lists.ImportAsync(Organisation.DefaultId, csv)).Added);
        }

        if (imported < entries)
        {
            await database.FillAsync(imported, entries);
        }

        await database.MeasureLookupsAsync(entries);
        await MeasureAsync("export", entries, () => lists.ExportAsync(Organisation.DefaultId, Stream.Null));
        return 0;
    }

    private static async Task MeasureAsync(string what, int entries, Func<Task<long>> runAsync)
    {
        GC.Collect();
        using var memory = new PeakMemory();
        var start = Usage.Start.Now();
        var count = await runAsync();
        var usage = start.End(entries, TimeSpan.Zero);
        if (count != entries)
        {
            throw new InvalidOperationException($"{what}: {count} entries in place of {entries}");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-34} {entries,12:N0} entries: {usage.Elapsed.TotalSeconds,7:F1} s, processor of this process {usage.CpuMicroseconds:F1} µs each, managed memory at most {memory.Stop() / 1048576} MB"));
    }

    private static int NumberOr(string[] arguments, int index, int otherwise) =>
        index < arguments.Length ? int.Parse(arguments[index], CultureInfo.InvariantCulture) : otherwise;
}
