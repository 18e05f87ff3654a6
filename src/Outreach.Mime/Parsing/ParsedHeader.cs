using System.Text;

namespace Outreach.Mime;

/// <summary>One header field as it was received. <c>default</c> is a field with an empty name and value.</summary>
public readonly struct ParsedHeader
{
    private readonly ReadOnlyMemory<byte> _memory;
    private readonly HeaderEntry _entry;

    internal ParsedHeader(ReadOnlyMemory<byte> memory, HeaderEntry entry)
    {
        _memory = memory;
        _entry = entry;
    }

    /// <summary>Gets the name as the sender wrote it.</summary>
    public string Name => Encoding.ASCII.GetString(_memory.Span.Slice(_entry.Start, _entry.NameLength));

    /// <summary>Gets the value for people: unfolded, trimmed, encoded words decoded (RFC 2047). Contains no CR, LF or NUL.</summary>
    /// <remarks>
    /// Encoded words are decoded wherever they stand, which is right for texts such as <c>Subject</c>. What has a structure (addresses, parameters)
    /// must be split before it is decoded: use the properties of <see cref="ParsedMessage"/> and <see cref="ParsedPart"/>.
    /// </remarks>
    public string Value => EncodedWordReader.Decode(RawText);

    /// <summary>Gets the value unfolded and trimmed, but with encoded words as they came. Bytes that are not ASCII are read as UTF-8 or guessed.</summary>
    public string RawText => MailText.Unfold(RawValue.Span);

    /// <summary>Gets the bytes of the value, from behind the colon to before the last line end; folds are in it.</summary>
    public ReadOnlyMemory<byte> RawValue => _memory[_entry.ValueStart.._entry.End];

    /// <summary>Gets the bytes of the whole field, without its last line end.</summary>
    public ReadOnlyMemory<byte> Raw => _memory[_entry.Start.._entry.End];

    /// <summary>Splits a value of the form <c>type; value</c>, as delivery reports have it (RFC 3464 §2.1.2).</summary>
    /// <returns>
    /// The type in lower case (<c>rfc822</c>, <c>smtp</c>, <c>dns</c>, …), or <c>""</c> if there is no semicolon, and the trimmed value.
    /// </returns>
    public (string Type, string Value) ReadTyped()
    {
        var text = Value;
        var semicolon = text.IndexOf(';', StringComparison.Ordinal);
        return semicolon < 0 ? ("", text) : (MailText.Lower(text[..semicolon].Trim()), text[(semicolon + 1)..].Trim());
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Value}";
}
