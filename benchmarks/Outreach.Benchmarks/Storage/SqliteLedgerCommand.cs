using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Benchmarks.Storage;

/// <summary>
/// Measures what SQLite takes of the whole path: one worker that leases participants, records an intent for each and its result, and sends nothing:
/// <c>sqlite-ledger [sends] [batch]</c>.
/// </summary>
internal static class SqliteLedgerCommand
{
    private const int WarmUp = 20_000;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var sends = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 50_000;
        var batch = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 16;
        var folder = Directory.CreateTempSubdirectory("outreach-benchmark-");
        try
        {
            var run = new LedgerRun(builder => builder.UseSqlite($"Data Source={Path.Combine(folder.FullName, "outreach.db")}"), batch);
            await using (var services = run.Services())
            {
                await LedgerFixture.FillAsync(services, sends + WarmUp + (2 * batch), LedgerRun.Start);
            }

            await run.SendAsync(workers: 1, WarmUp);
            var figures = await run.SendAsync(workers: 1, sends);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{sends:N0} leased, intent and result, {batch} a transaction: {figures.Rate:N0}/s, {figures.ClientCpu:F1} µs CPU each"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }
}
