using System.Text;

namespace Outreach.Tests.ContactImport;

/// <summary>What the tests of the import share.</summary>
internal static class Importing
{
    public static async Task<ImportResult> ImportAsync(byte[] csv, ContactImportOptions? options = null)
    {
        var store = new CountingContactStore();
        using var stream = new MemoryStream(csv);
        var run = new ContactImporter(store, TimeProvider.System).Import(stream, options);
        var rows = new List<ImportedRow>();
        await foreach (var row in run)
        {
            rows.Add(row);
        }

        return new ImportResult(run, rows, store);
    }

    public static Task<ImportResult> ImportAsync(string csv, ContactImportOptions? options = null) => ImportAsync(Encoding.UTF8.GetBytes(csv), options);

    /// <summary>Divides a text into rows without making contacts of them; a broken row gives an empty array.</summary>
    public static async Task<List<string[]>> ParseAsync(byte[] csv, ContactImportOptions? options = null)
    {
        using var stream = new MemoryStream(csv);
        await using var file = await CsvFile.OpenAsync(stream, options ?? new ContactImportOptions());
        var block = new CsvBlock();
        var rows = new List<string[]>();
        while (await file.Framer.ReadBlockAsync(block, 0, CancellationToken.None))
        {
            var sound = new Queue<string[]>(file.ReadFields(block));
            rows.AddRange(block.Records.Select(record => record.Fault is null ? sound.Dequeue() : []));
            Assert.Empty(sound);
        }

        return rows;
    }

    public static int FuzzIterations =>
        int.TryParse(Environment.GetEnvironmentVariable("OUTREACH_FUZZ_ITERATIONS"), System.Globalization.CultureInfo.InvariantCulture, out var count) ? count : 20_000;

    internal sealed record ImportResult(ContactImportRun Run, List<ImportedRow> Rows, CountingContactStore Store)
    {
        public ContactDraft Draft => Assert.Single(Store.Drafts);

        public ImportRejection Rejection => Assert.Single(Rows, row => row.Outcome == ImportOutcome.Rejected).Rejection!;
    }
}
