namespace Outreach.Mime;

/// <summary>Where the header fields of a document lie; a growing array of plain numbers.</summary>
internal sealed class HeaderTable
{
    private HeaderEntry[] _entries = new HeaderEntry[16];

    public int Count { get; private set; }

    public ref HeaderEntry this[int index] => ref _entries[index];

    public void Add(HeaderEntry entry)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, 2 * Count);
        }

        _entries[Count++] = entry;
    }
}
