namespace Outreach;

/// <summary>Imports contacts from CSV files of any size. Safe for concurrent use.</summary>
public interface IContactImporter
{
    /// <summary>
    /// Prepares an import; nothing is read before the run is enumerated. Memory stays flat whatever the size of the file: rows are read, checked and
    /// stored in batches.
    /// </summary>
    /// <param name="csv">The file. It need not be seekable, is read once to its end, and is not closed.</param>
    /// <param name="options">What is known of the file, or <see langword="null"/> to detect everything.</param>
    /// <returns>A run that gives one result a row while it imports.</returns>
    /// <exception cref="ArgumentException">The stream can't be read, or an option is out of its range.</exception>
    ContactImportRun Import(Stream csv, ContactImportOptions? options = null);
}
