using System.Runtime.CompilerServices;

namespace Outreach;

/// <summary>Reads a sorted set a page at a time, so that the lock is not held while the reader works.</summary>
internal static class InMemoryPages
{
    private const int PageSize = 256;

    /// <param name="gate">The lock to hold while a page is read.</param>
    /// <param name="keys">Finds the sorted keys, or <see langword="null"/> when there are none.</param>
    /// <param name="find">Finds the value of a key; a <see langword="null"/> value is left out.</param>
    /// <param name="after">The key after which to start.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<TValue> ReadAsync<TKey, TValue>(
        Lock gate,
        Func<SortedSet<TKey>?> keys,
        Func<TKey, TValue?> find,
        (bool HasValue, TKey Key) after,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TKey : notnull
        where TValue : class
    {
        // Everything is in memory already; an asynchronous iterator still has to await something.
        await Task.CompletedTask.ConfigureAwait(false);
        var page = new List<TValue>(PageSize);
        bool more;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            page.Clear();
            lock (gate)
            {
                more = Fill(page, keys(), find, ref after);
            }

            foreach (var value in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return value;
            }
        }
        while (more);
    }

    private static bool Fill<TKey, TValue>(
        List<TValue> page, SortedSet<TKey>? keys, Func<TKey, TValue?> find, ref (bool HasValue, TKey Key) after)
        where TKey : notnull
        where TValue : class
    {
        if (keys is null || keys.Count == 0 || (after.HasValue && keys.Comparer.Compare(after.Key, keys.Max) >= 0))
        {
            return false;
        }

        foreach (var key in after.HasValue ? keys.GetViewBetween(after.Key, keys.Max) : keys)
        {
            if (after.HasValue && keys.Comparer.Compare(key, after.Key) == 0)
            {
                continue;
            }

            if (page.Count == PageSize)
            {
                return true;
            }

            after = (true, key);
            if (find(key) is { } value)
            {
                page.Add(value);
            }
        }

        return false;
    }
}
