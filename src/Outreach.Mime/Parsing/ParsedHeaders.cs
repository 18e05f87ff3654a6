using System.Collections;
using System.Text;

namespace Outreach.Mime;

/// <summary>The header fields of a message, a part, or a report, in their order. Names are compared without regard to case.</summary>
public sealed class ParsedHeaders : IReadOnlyList<ParsedHeader>
{
    private readonly ReadOnlyMemory<byte> _memory;
    private readonly HeaderTable _table;
    private readonly int _first;

    internal ParsedHeaders(ReadOnlyMemory<byte> memory, HeaderTable table, int first, int count)
    {
        _memory = memory;
        _table = table;
        _first = first;
        Count = count;
    }

    /// <summary>Gets how many fields there are.</summary>
    public int Count { get; }

    /// <summary>Gets the field at a place.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public ParsedHeader this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return new ParsedHeader(_memory, _table[_first + index]);
        }
    }

    /// <summary>Gets the decoded value of the first field of a name (see <see cref="ParsedHeader.Value"/>), or <see langword="null"/>.</summary>
    /// <param name="name">The name, such as <c>Subject</c>.</param>
    public string? this[string name] => Find(name)?.Value;

    /// <summary>Finds the first field of a name.</summary>
    /// <param name="name">The name, such as <c>Auto-Submitted</c>.</param>
    /// <returns>The field, or <see langword="null"/> if there is none.</returns>
    public ParsedHeader? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var index = IndexOf(name, 0);
        return index < 0 ? null : this[index];
    }

    /// <summary>Finds all fields of a name, in their order.</summary>
    /// <param name="name">The name, such as <c>Received</c>.</param>
    /// <returns>The fields; none is an empty sequence.</returns>
    public IEnumerable<ParsedHeader> FindAll(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        for (var index = IndexOf(name, 0); index >= 0; index = IndexOf(name, index + 1))
        {
            yield return this[index];
        }
    }

    /// <summary>Tells whether there is a field of a name.</summary>
    /// <param name="name">The name, such as <c>List-Id</c>.</param>
    public bool Contains(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return IndexOf(name, 0) >= 0;
    }

    /// <summary>Enumerates the fields in their order.</summary>
    public IEnumerator<ParsedHeader> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
        {
            yield return this[index];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal ReadOnlySpan<byte> RawSpan(string name)
    {
        var index = IndexOf(name, 0);
        if (index < 0)
        {
            return default;
        }

        ref var entry = ref _table[_first + index];
        return _memory.Span[entry.ValueStart..entry.End];
    }

    private int IndexOf(string name, int from)
    {
        var data = _memory.Span;
        for (var index = from; index < Count; index++)
        {
            ref var entry = ref _table[_first + index];
            if (entry.NameLength == name.Length && Ascii.EqualsIgnoreCase(data.Slice(entry.Start, entry.NameLength), name))
            {
                return index;
            }
        }

        return -1;
    }
}
