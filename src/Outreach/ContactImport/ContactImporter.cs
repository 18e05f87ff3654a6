using System.Runtime.CompilerServices;
using Outreach.Mime;

namespace Outreach;

/// <summary>
/// Imports contacts: detects the file's format by a bounded prefix, cuts it into rows (<see cref="CsvRecordFramer"/>), divides those into fields
/// (CsvHelper), makes contacts of them (<see cref="ContactRowReader"/>) and stores these in batches.
/// </summary>
internal sealed class ContactImporter(IContactStore contacts, TimeProvider time) : IContactImporter
{
    public ContactImportRun Import(Stream csv, ContactImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(csv);
        options ??= new ContactImportOptions();
        if (options.FindProblem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        return csv.CanRead
            ? new ContactImportRun((run, cancellationToken) => ImportAsync(run, csv, options, cancellationToken))
            : throw new ArgumentException("The stream can't be read.", nameof(csv));
    }

    private async IAsyncEnumerable<ImportedRow> ImportAsync(
        ContactImportRun run, Stream csv, ContactImportOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var file = await CsvFile.OpenAsync(csv, options, cancellationToken).ConfigureAwait(false);
        await using var opened = file.ConfigureAwait(false);
        var block = new CsvBlock();
        var skip = options.HasHeader ? 1 : 0;
        if (!await file.Framer.ReadBlockAsync(block, skip, cancellationToken).ConfigureAwait(false))
        {
            yield return Fail(run, 1, "The file is empty. Check that it is the right one.");
            yield break;
        }

        var columns = FindColumns(block, file, options, out var failure);
        run.Format = new ContactImportFormat { EncodingName = file.EncodingName, Delimiter = file.Delimiter, Columns = columns?.Names ?? [] };
        if (columns is null)
        {
            yield return Fail(run, block.Records[0].Line, failure);
            yield break;
        }

        file.Framer.ExpectedColumns = columns.IsFixed ? columns.Fields.Count : 0;
        var rows = new ContactRowReader(columns, options, file.EncodingName);
        var pending = new PendingRows(options.BatchSize);
        do
        {
            foreach (var (record, draft, rejection) in Read(block, file, rows, skip))
            {
                pending.Add(record.Line, draft, rejection);
                if (pending.IsFull)
                {
                    foreach (var row in await StoreAsync(run, pending, file.BytesRead, options, cancellationToken).ConfigureAwait(false))
                    {
                        yield return row;
                    }
                }
            }

            skip = 0;
        }
        while (await file.Framer.ReadBlockAsync(block, 0, cancellationToken).ConfigureAwait(false));

        foreach (var row in await StoreAsync(run, pending, file.BytesRead, options, cancellationToken).ConfigureAwait(false))
        {
            yield return row;
        }
    }

    private static ContactColumns? FindColumns(CsvBlock block, CsvFile file, ContactImportOptions options, out string failure)
    {
        failure = "";
        if (options.ColumnNames.Count > 0)
        {
            failure = "None of the given column names is that of an address. Name one column 'email' or 'telegram_id'.";
            return WithAddress(ContactColumns.FromNames(options.ColumnNames));
        }

        var rows = file.ReadFields(block);
        if (!options.HasHeader)
        {
            failure = "No column has mail addresses. Name the columns by a header or by ColumnNames, one of them 'email'.";
            return FindAddressColumn(rows) is { } column ? ContactColumns.FromAddressColumn(column) : null;
        }

        if (block.Records[0].Fault is not null || rows.Count == 0)
        {
            failure = "The header is broken: check its quotation marks and its length.";
            return null;
        }

        failure = FindAddressColumn(rows[..1]) is null
            ? $"No column of the header is that of an address (it has: {Shorten(string.Join(", ", rows[0]))}). Name one column 'email' or 'telegram_id'."
            : "The first row has an address and no column names. Import the file as one without a header, or add a header.";
        return WithAddress(ContactColumns.FromNames(rows[0]));

        static ContactColumns? WithAddress(ContactColumns columns) => columns.HasAddress ? columns : null;
        static string Shorten(string text) => text.Length <= 200 ? text : text[..200] + "…";
    }

    /// <summary>Finds the column in which the most rows have a mail address.</summary>
    private static int? FindAddressColumn(List<string[]> rows)
    {
        var best = rows
            .SelectMany(static row => row.Select(static (value, index) => (value, index)))
            .Where(static field => EmailAddress.TryParse(field.value.Trim(), out _))
            .GroupBy(static field => field.index)
            .OrderByDescending(static group => group.Count())
            .ThenBy(static group => group.Key)
            .FirstOrDefault();
        return best?.Key;
    }

    private static IEnumerable<(CsvRecord Record, ContactDraft? Draft, ImportRejection? Rejection)> Read(
        CsvBlock block, CsvFile file, ContactRowReader rows, int skip)
    {
        using var reader = file.Divide(block);
        foreach (var record in block.Records)
        {
            if (record.Fault is null && !reader.Read())
            {
                throw new InvalidOperationException("The rows of a block and its records differ in number.");
            }

            if (skip > 0)
            {
                skip--;
                continue;
            }

            var (draft, rejection) = record.Fault is { } fault ? (null, rows.Explain(fault, record.Column)) : rows.Read(reader);
            yield return (record, draft, rejection);
        }
    }

    private async ValueTask<IReadOnlyList<ImportedRow>> StoreAsync(
        ContactImportRun run, PendingRows pending, long bytesRead, ContactImportOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<ContactMatch> matches = pending.Drafts.Count == 0
            ? []
            : await contacts.FindOrCreateAsync(options.OrganisationId, pending.Drafts, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        var rows = pending.Complete(matches);
        run.Totals = new ContactImportTotals
        {
            Created = run.Totals.Created + rows.Count(static row => row.Outcome == ImportOutcome.Created),
            Matched = run.Totals.Matched + rows.Count(static row => row.Outcome == ImportOutcome.Matched),
            Rejected = run.Totals.Rejected + rows.Count(static row => row.Outcome == ImportOutcome.Rejected),
            BytesRead = bytesRead,
        };
        return rows;
    }

    private static ImportedRow Fail(ContactImportRun run, long line, string reason)
    {
        run.Failure = new ImportRejection { Code = ImportRejectionCode.NoAddressColumn, Reason = reason };
        run.Totals = run.Totals with { Rejected = run.Totals.Rejected + 1 };
        return new ImportedRow { Line = line, Outcome = ImportOutcome.Rejected, Rejection = run.Failure };
    }
}
