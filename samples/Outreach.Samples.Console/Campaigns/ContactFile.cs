using System.Globalization;

namespace Outreach.Samples;

/// <summary>Imports the contacts of a CSV file.</summary>
internal sealed class ContactFile(IContactImporter importer)
{
    private const int RowsPerReport = 50_000;

    /// <summary>Gets the file that comes with the sample.</summary>
    public static string DefaultPath => Path.Combine(AppContext.BaseDirectory, "contacts.csv");

    /// <summary>Imports a file and tells of the rows that it rejects.</summary>
    /// <exception cref="SampleException">The file can't be read, or has no contacts.</exception>
    public async Task<ContactImportTotals> ImportAsync(string path, bool hasHeader, Action<string> tell, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var run = importer.Import(file, new ContactImportOptions { HasHeader = hasHeader });
            var reported = 0L;
            await foreach (var row in run.WithCancellation(cancellationToken))
            {
                if (run.Totals.Rows / RowsPerReport > reported)
                {
                    reported = run.Totals.Rows / RowsPerReport;
                    tell(string.Create(CultureInfo.InvariantCulture, $"{run.Totals.Rows:N0} rows so far"));
                }

                if (row.Rejection is { } rejection && run.Failure is null)
                {
                    tell(Describe(row.Line, rejection));
                }
            }

            if (run.Failure is { } failure)
            {
                throw new SampleException($"{path} can't be imported: {failure.Reason}", 2);
            }

            return run.Totals.Created + run.Totals.Matched > 0
                ? run.Totals
                : throw new SampleException($"{path} has no row that can be imported; correct the {run.Totals.Rejected} rejected rows above and try again.", 2);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new SampleException($"The file {path} can't be read ({Failures.ReasonOf(exception)}); check its name and your permissions.", 2);
        }
    }

    private static string Describe(long line, ImportRejection rejection)
    {
        var column = rejection.Column is { } number ? string.Create(CultureInfo.InvariantCulture, $", column {number}{(rejection.ColumnName is { } name ? $" ({name})" : "")}") : "";
        var value = rejection.Value is { } text ? $" [{text}]" : "";
        return string.Create(CultureInfo.InvariantCulture, $"line {line}{column}{value}: {rejection.Reason}");
    }
}
