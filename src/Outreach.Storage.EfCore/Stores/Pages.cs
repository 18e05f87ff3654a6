using System.Runtime.CompilerServices;

namespace Outreach.Storage.EfCore;

/// <summary>Reads rows by key, a page at a time, so that memory stays flat and no read transaction stays open while the reader works.</summary>
internal static class Pages
{
    /// <summary>How many rows a page has.</summary>
    public const int Size = 500;

    /// <param name="readPage">Reads the page of <see cref="Size"/> rows after a key, or the first.</param>
    /// <param name="keyOf">Gets a row's key.</param>
    /// <param name="after">The key after which to start.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<TRow> ReadAsync<TRow, TKey>(
        Func<(bool HasValue, TKey Value), CancellationToken, Task<List<TRow>>> readPage,
        Func<TRow, TKey> keyOf,
        (bool HasValue, TKey Value) after,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<TRow> page;
        do
        {
            page = await readPage(after, cancellationToken).ConfigureAwait(false);
            foreach (var row in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                after = (true, keyOf(row));
                yield return row;
            }
        }
        while (page.Count == Size);
    }
}
