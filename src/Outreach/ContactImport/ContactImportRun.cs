namespace Outreach;

/// <summary>
/// An import at work. Enumerating it imports the file and gives one result a row, in the file's order; it can be enumerated once.
/// Contacts are stored in batches, so an import that is cancelled keeps what it has given so far, and importing the file again matches those rows.
/// </summary>
/// <remarks>The properties may be read from other threads while the import runs.</remarks>
public sealed class ContactImportRun : IAsyncEnumerable<ImportedRow>
{
    private readonly Func<ContactImportRun, CancellationToken, IAsyncEnumerable<ImportedRow>> _import;
    private int _started;
    private volatile ContactImportTotals _totals = new();
    private volatile ContactImportFormat? _format;
    private volatile ImportRejection? _failure;

    internal ContactImportRun(Func<ContactImportRun, CancellationToken, IAsyncEnumerable<ImportedRow>> import) => _import = import;

    /// <summary>Gets how far the import has come; final once the enumeration has ended.</summary>
    public ContactImportTotals Totals
    {
        get => _totals;
        internal set => _totals = value;
    }

    /// <summary>Gets how the file is read, or <see langword="null"/> before the first result.</summary>
    public ContactImportFormat? Format
    {
        get => _format;
        internal set => _format = value;
    }

    /// <summary>
    /// Gets why the file as a whole could not be imported, or <see langword="null"/>. The same fault is given as the result of the first row.
    /// </summary>
    public ImportRejection? Failure
    {
        get => _failure;
        internal set => _failure = value;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The run was enumerated before.</exception>
    public IAsyncEnumerator<ImportedRow> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        Interlocked.Exchange(ref _started, 1) == 0
            ? _import(this, cancellationToken).GetAsyncEnumerator(cancellationToken)
            : throw new InvalidOperationException("An import can be enumerated once. Call Import again with a stream at its start.");

    /// <summary>Imports the file without looking at its rows.</summary>
    /// <param name="progress">Receives the totals about once a batch, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Cancels the import between batches.</param>
    /// <returns>The totals.</returns>
    public async Task<ContactImportTotals> CompleteAsync(
        IProgress<ContactImportTotals>? progress = null, CancellationToken cancellationToken = default)
    {
        var reported = _totals;
        await foreach (var _ in this.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (progress is not null && !ReferenceEquals(reported, _totals))
            {
                reported = _totals;
                progress.Report(reported);
            }
        }

        progress?.Report(_totals);
        return _totals;
    }
}
