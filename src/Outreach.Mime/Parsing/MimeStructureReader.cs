namespace Outreach.Mime;

/// <summary>Splits a document into parts in one pass over the bytes, without recursion.</summary>
/// <remarks>
/// Containers that are open form a stack. The only thing searched for in bodies is a line that starts with two hyphens; such a line is compared
/// with the boundaries on the stack from the innermost out, so that a lost closing delimiter does no harm to the parts around (RFC 2046 §5.1.2).
/// </remarks>
internal ref struct MimeStructureReader(MimeDocument document)
{
    private readonly MimeDocument _document = document;
    private readonly ReadOnlySpan<byte> _data = document.Memory.Span;
    private readonly List<OpenContainer> _open = [];
    private readonly List<ParsedPart> _unfinished = [];

    // A message without any line feed has the line ends of old Macs.
    private readonly byte _lineEnd = document.Memory.Span.Contains((byte)'\n') || !document.Memory.Span.Contains((byte)'\r') ? (byte)'\n' : (byte)'\r';
    private int _boundaries;
    private bool _full;

    public void Read()
    {
        var position = Begin(parent: null, SkipEnvelopeLines(), digest: false);
        while (!_full && Next(position) is { Frame: >= 0 } delimiter)
        {
            var container = _open[delimiter.Frame];
            Finish(container.Part.Depth, delimiter.BodyEnd);
            if (delimiter.IsClose)
            {
                // What follows is the epilogue, which belongs to the container but is no part (RFC 2046 §5.1.1).
                Close(delimiter.Frame, closed: true);
                position = delimiter.After;
            }
            else
            {
                Close(delimiter.Frame + 1, closed: false);
                container.HasParts = true;
                position = Begin(container.Part, delimiter.After, container.IsDigest);
            }
        }

        Close(0, closed: false);
        Finish(-1, _data.Length);
    }

    // The "From " line of mbox files, which forwarded and stored mail still carries.
    private readonly int SkipEnvelopeLines()
    {
        var position = _data.StartsWith("\uFEFF"u8) ? 3 : 0;
        if (_data[position..].StartsWith("From "u8) || _data[position..].StartsWith(">From "u8))
        {
            position = HeaderReader.NextLine(_data, position, _lineEnd);
        }

        return position;
    }

    // Reads the headers of a part and, for a message/rfc822, of the message in it and so on down; returns where to search on.
    private int Begin(ParsedPart? parent, int start, bool digest)
    {
        while (true)
        {
            if (_document.Parts.Count >= _document.Options.MaxParts)
            {
                _document.Report(MimeProblemKind.TooManyParts, start);
                _full = true;
                return start;
            }

            var section = HeaderReader.Read(_document, _data, start, _lineEnd, this);
            var part = new ParsedPart(_document, parent, start, section, digest);
            _document.Parts.Add(part);
            _unfinished.Add(part);
            var kind = part.Structure;
            if (kind == PartStructure.Leaf)
            {
                return section.BodyStart;
            }

            if (part.Depth >= _document.Options.MaxDepth)
            {
                _document.Report(MimeProblemKind.TooDeep, start);
                return section.BodyStart;
            }

            if (kind == PartStructure.Multipart)
            {
                OpenMultipart(part, section.BodyStart);
                return section.BodyStart;
            }

            _open.Add(new OpenContainer(part, boundary: [], isDigest: false));
            (parent, start, digest) = (part, section.BodyStart, false);
        }
    }

    private void OpenMultipart(ParsedPart part, int bodyStart)
    {
        var boundary = part.ContentType["boundary"];
        if (string.IsNullOrEmpty(boundary))
        {
            _document.Report(MimeProblemKind.MissingBoundary, bodyStart);
            return;
        }

        _open.Add(new OpenContainer(part, MailText.GetBytes(boundary), part.MediaType == "multipart/digest"));
        _boundaries++;
    }

    // The next line that is a delimiter of any open multipart.
    private readonly Delimiter Next(int position)
    {
        if (_boundaries == 0)
        {
            // Nothing can end the last part but the end: its bytes need no look.
            return Delimiter.None;
        }

        ReadOnlySpan<byte> pattern = [_lineEnd, (byte)'-', (byte)'-'];
        if (_data[position..].StartsWith("--"u8) && Match(position) is { Frame: >= 0 } first)
        {
            return first;
        }

        while (true)
        {
            var found = _data[position..].IndexOf(pattern);
            if (found < 0)
            {
                return Delimiter.None;
            }

            position += found + 1;
            if (Match(position) is { Frame: >= 0 } delimiter)
            {
                return delimiter;
            }
        }
    }

    /// <summary>Compares the line at an offset, known to start with two hyphens, with all open boundaries.</summary>
    internal readonly Delimiter Match(int line)
    {
        if (_boundaries == 0)
        {
            return Delimiter.None;
        }

        var text = _data[(line + 2)..];
        for (var frame = _open.Count - 1; frame >= 0; frame--)
        {
            var boundary = _open[frame].Boundary;
            if (boundary.Length == 0 || !text.StartsWith(boundary))
            {
                continue;
            }

            var rest = text[boundary.Length..];
            var isClose = rest.StartsWith("--"u8);
            if (EndsLine(isClose ? rest[2..] : rest, out var consumed))
            {
                var after = line + 2 + boundary.Length + (isClose ? 2 : 0) + consumed;
                return new Delimiter(frame, isClose, BeforeLine(line), after);
            }
        }

        return Delimiter.None;
    }

    // Only white space may follow a boundary on its line (RFC 2046 §5.1.1, transport-padding).
    private readonly bool EndsLine(ReadOnlySpan<byte> rest, out int consumed)
    {
        var blank = rest.IndexOfAnyExcept(" \t\r"u8);
        if (_lineEnd == '\r')
        {
            blank = rest.IndexOfAnyExcept(" \t"u8);
        }

        consumed = blank < 0 ? rest.Length : blank + 1;
        return blank < 0 || rest[blank] == _lineEnd;
    }

    // The line end before a delimiter belongs to the delimiter (RFC 2046 §5.1.1).
    private readonly int BeforeLine(int line)
    {
        if (line > 0 && _data[line - 1] == _lineEnd)
        {
            line--;
            if (_lineEnd == '\n' && line > 0 && _data[line - 1] == '\r')
            {
                line--;
            }
        }

        return line;
    }

    private readonly void Finish(int depth, int end)
    {
        while (_unfinished.Count > 0 && _unfinished[^1].Depth > depth)
        {
            _unfinished[^1].End(end);
            _unfinished.RemoveAt(_unfinished.Count - 1);
        }
    }

    private void Close(int frame, bool closed)
    {
        for (var index = _open.Count - 1; index >= frame; index--)
        {
            var container = _open[index];
            if (container.Boundary.Length > 0)
            {
                _boundaries--;
                ReportUnclosed(container, closed && index == frame);
            }
        }

        _open.RemoveRange(frame, _open.Count - frame);
    }

    private readonly void ReportUnclosed(OpenContainer container, bool closed)
    {
        if (!container.HasParts)
        {
            _document.Report(MimeProblemKind.MissingFirstDelimiter, container.Part.Offset);
        }
        else if (!closed && !_full)
        {
            _document.Report(MimeProblemKind.MissingCloseDelimiter, container.Part.Offset);
        }
    }
}
