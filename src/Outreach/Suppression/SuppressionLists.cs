using System.Globalization;
using System.Text;

namespace Outreach;

/// <summary>Takes in and gives out suppressions.</summary>
internal sealed class SuppressionLists(ISuppressionStore store, TimeProvider time) : ISuppressionLists
{
    private const int BatchSize = 2_000;
    private const int MostSource = 200;

    public async Task<SuppressionImport> ImportAsync(
        Guid organisationId,
        Stream csv,
        string? source = null,
        IProgress<SuppressionRejection>? rejected = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(csv);
        if (source is { Length: > MostSource })
        {
            throw new ArgumentException($"The source has {source.Length} characters; shorten it to {MostSource}.", nameof(source));
        }

        var file = await CsvFile.OpenAsync(csv, new ContactImportOptions { HasHeader = false }, cancellationToken).ConfigureAwait(false);
        await using var opened = file.ConfigureAwait(false);
        var now = time.GetUtcNow();
        var totals = default(SuppressionImport);
        var batch = new List<SuppressionEntry>(BatchSize);
        SuppressionRowReader? rows = null;
        var block = new CsvBlock();
        while (await file.Framer.ReadBlockAsync(block, 0, cancellationToken).ConfigureAwait(false))
        {
            using var reader = file.Divide(block);
            foreach (var record in block.Records)
            {
                string[]? fields = record.Fault is null && reader.Read() ? reader.Current.ToArray() : null;
                if (rows is null)
                {
                    var header = fields is null ? null : SuppressionColumns.TryRead(fields);
                    rows = new SuppressionRowReader(organisationId, header ?? SuppressionColumns.First, source, now);
                    if (header is not null)
                    {
                        continue;
                    }
                }

                var problem = "The row is broken: check its quotation marks and its length.";
                if (fields is not null && rows.Read(fields, out problem) is { } entry)
                {
                    batch.Add(entry);
                }
                else
                {
                    totals = totals with { Rejected = totals.Rejected + 1 };
                    rejected?.Report(new SuppressionRejection(record.Line, SuppressionRowReader.Shorten(fields is { Length: > 0 } ? fields[0] : ""), problem));
                }
            }

            if (batch.Count >= BatchSize)
            {
                totals = await StoreAsync(batch, totals, cancellationToken).ConfigureAwait(false);
            }
        }

        return await StoreAsync(batch, totals, cancellationToken).ConfigureAwait(false);
    }

    public async Task<long> ExportAsync(Guid organisationId, Stream csv, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(csv);
        var writer = new StreamWriter(csv, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 32_768, leaveOpen: true) { NewLine = "\n" };
        await using var open = writer.ConfigureAwait(false);
        await writer.WriteLineAsync("key,reason,at,source".AsMemory(), cancellationToken).ConfigureAwait(false);
        var count = 0L;
        await foreach (var entry in store.ReadAsync(organisationId, cancellationToken).ConfigureAwait(false))
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"{Field(entry.Key)},{entry.Reason.ToString().ToLowerInvariant()},{entry.At.UtcDateTime:O},{Field(entry.Source ?? "")}");
            await writer.WriteLineAsync(line.AsMemory(), cancellationToken).ConfigureAwait(false);
            count++;
        }

        return count;
    }

    private async Task<SuppressionImport> StoreAsync(List<SuppressionEntry> batch, SuppressionImport totals, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return totals;
        }

        var added = await store.AddAsync(batch, cancellationToken).ConfigureAwait(false);
        var known = batch.Count - added;
        batch.Clear();
        return totals with { Added = totals.Added + added, Known = totals.Known + known };
    }

    private static string Field(string value) =>
        value.AsSpan().IndexOfAny(",\"\r\n") < 0 && value.AsSpan().Trim().Length == value.Length ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
