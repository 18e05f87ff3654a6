using System.Text;

namespace Outreach.Mime;

/// <content>
/// Header fields, folded before column 78 where they can be (RFC 5322 §2.1.1, §2.2.3). Nothing that could end a field gets through: that is
/// checked here once more, whatever the types promised.
/// </content>
internal ref partial struct MessageSink
{
    /// <summary>Gets how many characters the current line of the header field has.</summary>
    public int Column
    {
        readonly get => _column;
        private set => _column = value;
    }

    /// <summary>Starts a field.</summary>
    /// <param name="nameAndColon">The name, a colon and, unless the value starts with one, a blank.</param>
    public void Begin(scoped ReadOnlySpan<byte> nameAndColon)
    {
        Check(nameAndColon);
        Write(nameAndColon);
        StartLine(nameAndColon.Length);
    }

    /// <summary>Says whether something of this length must go to the next line.</summary>
    public readonly bool MustFold(int length) => Column + length > _lineLimit && Column > 1;

    /// <summary>Gets how many characters still fit into the line.</summary>
    public readonly int Room => _lineLimit - Column;

    /// <summary>Starts a new line with a blank.</summary>
    public void Fold()
    {
        Write("\r\n "u8);
        StartLine(1);
    }

    /// <summary>Ends the line in front of blanks that belong to the text.</summary>
    public void FoldBeforeBlank()
    {
        Write("\r\n"u8);
        StartLine(0);
    }

    /// <summary>Writes a blank, or a fold if the next token wouldn't fit.</summary>
    public void Gap(int nextLength)
    {
        if (MustFold(nextLength + 1))
        {
            Fold();
        }
        else
        {
            Write((byte)' ');
            Column++;
        }
    }

    /// <summary>Writes text that stays in one piece.</summary>
    public void Put(scoped ReadOnlySpan<char> text)
    {
        if (!HeaderText.IsSafe(text))
        {
            throw Unsafe();
        }

        Advance(Encoding.UTF8.GetBytes(text, Reserve(text.Length * 3)));
        Column += text.Length;
    }

    /// <summary>Writes bytes that stay in one piece.</summary>
    public void Put(scoped ReadOnlySpan<byte> bytes)
    {
        Check(bytes);
        Write(bytes);
        Column += bytes.Length;
    }

    /// <summary>Gets space for bytes that the caller makes itself, encoded words, and counts them as written.</summary>
    public Span<byte> Take(int count)
    {
        var span = Reserve(count)[..count];
        Advance(count);
        Column += count;
        return span;
    }

    /// <summary>Notes that the current line has an encoded word, which makes it shorter.</summary>
    public void MarkEncoded() => _lineLimit = HeaderLine.PreferredWithEncodedWord;

    /// <summary>Ends the field.</summary>
    public void End() => Write("\r\n"u8);

    private void StartLine(int column)
    {
        Column = column;
        _lineLimit = HeaderLine.Preferred;
    }

    private static void Check(scoped ReadOnlySpan<byte> bytes)
    {
        if (bytes.ContainsAnyInRange((byte)0, (byte)0x1F) || bytes.Contains((byte)0x7F))
        {
            throw Unsafe();
        }
    }

    private static InvalidOperationException Unsafe() =>
        new("A header field with a control character or line end reached the writer; the message must be discarded.");
}
