using System.Buffers;
using System.Text;

namespace Outreach.Mime;

/// <summary>
/// Lets a message through as it comes and drops what is more than the limit of each body, so that large attachments are never in memory. It knows of the
/// structure only what it needs: header sections, and the lines that could be delimiters. What is kept is read by <see cref="MimeParser"/> as ever.
/// </summary>
internal sealed class BodyTrimmer(ArrayBufferWriter<byte> kept, MimeParserOptions options)
{
    /// <summary>A longer line is no delimiter: boundaries have at most 70 characters (RFC 2046 §5.1.1), even clients that err some hundred.</summary>
    private const int MaxDelimiter = 1024;

    private readonly HashSet<string> _boundaries = new(StringComparer.Ordinal);
    private readonly List<MimeTrim> _trims = [];
    private readonly byte[] _start = new byte[MaxDelimiter];
    private int _started;
    private bool _inLongLine;
    private bool _inHeader = true;
    private bool _sawDigest;
    private int _headerStart;
    private int _sections;
    private long _left = options.MaxHeaderBytes;

    /// <summary>Gets where bytes were dropped, in order.</summary>
    public IReadOnlyList<MimeTrim> Trims => _trims;

    /// <summary>Takes the next bytes, cut anywhere.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n') + 1;
            var piece = end == 0 ? bytes : bytes[..end];
            bytes = bytes[piece.Length..];
            if (_inLongLine)
            {
                Keep(piece);
                _inLongLine = end == 0;
            }
            else if (_started == 0 && end > 0)
            {
                AddLine(piece);
            }
            else
            {
                AddToLine(piece, isEnd: end > 0);
            }
        }
    }

    /// <summary>Takes the last line, if it has no end.</summary>
    public void End()
    {
        if (_started > 0)
        {
            AddLine(_start.AsSpan(0, _started));
            _started = 0;
        }
    }

    private void AddToLine(ReadOnlySpan<byte> piece, bool isEnd)
    {
        if (_started + piece.Length <= MaxDelimiter)
        {
            piece.CopyTo(_start.AsSpan(_started));
            _started += piece.Length;
            if (isEnd)
            {
                End();
            }

            return;
        }

        Keep(_start.AsSpan(0, _started));
        Keep(piece);
        _started = 0;
        _inLongLine = !isEnd;
    }

    private void AddLine(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("--"u8) && MayBegin && IsDelimiter(line[2..], out var isClose))
        {
            EndKeptLine();
            kept.Write(line);
            Begin(isHeader: !isClose);
        }
        else if (_inHeader && line.Trim("\r\n"u8).IsEmpty)
        {
            kept.Write(line);
            EndHeader();
        }
        else
        {
            Keep(line);
        }
    }

    // The delimiter of a body that was cut in the middle of a line still starts a line.
    private void EndKeptLine()
    {
        if (kept.WrittenCount > 0 && kept.WrittenSpan[^1] != '\n')
        {
            kept.Write("\r\n"u8);
        }
    }

    // Each part has a delimiter and, if it's a container, a closing one. Beyond the limit of parts nothing is split any more, and nothing begins.
    private bool MayBegin => _sections < 2L * options.MaxParts;

    private void Begin(bool isHeader)
    {
        _sections++;
        _inHeader = isHeader;
        _headerStart = kept.WrittenCount;
        _left = isHeader ? options.MaxHeaderBytes : options.MaxBodyBytes;
    }

    private void EndHeader()
    {
        var header = FieldGroups.Read(kept.WrittenMemory[_headerStart..], options) is [var fields, ..] ? fields : FieldGroups.Empty;
        var type = header.Find("Content-Type") is { } field
            ? ParameterizedHeader.ParseMediaType(field.RawText, "text/plain")
            : ParameterizedHeader.OfValue(_sawDigest ? "message/rfc822" : "text/plain");
        if (type["boundary"] is { Length: > 0 } boundary)
        {
            _boundaries.Add(Encoding.Latin1.GetString(MailText.GetBytes(boundary)));
            _sawDigest |= type.Value == "multipart/digest";
        }

        var isMessage = type.Value is "message/rfc822" or "message/global" && !TransferEncodings.IsEncoded(TransferEncodings.Read(header));
        Begin(isHeader: isMessage && MayBegin);
    }

    private bool IsDelimiter(ReadOnlySpan<byte> text, out bool isClose)
    {
        isClose = false;
        text = text.TrimEnd(" \t\r\n"u8);
        if (text.Length > MaxDelimiter)
        {
            return false;
        }

        Span<char> characters = stackalloc char[MaxDelimiter];
        characters = characters[..Encoding.Latin1.GetChars(text, characters)];
        var known = _boundaries.GetAlternateLookup<ReadOnlySpan<char>>();
        isClose = !known.Contains(characters) && characters.EndsWith("--") && known.Contains(characters[..^2]);
        return isClose || known.Contains(characters);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_inHeader && bytes.Length > _left)
        {
            // What is longer than a header may be is treated as a body.
            (_inHeader, _left) = (false, options.MaxBodyBytes);
        }

        var count = (int)Math.Min(_left, bytes.Length);
        kept.Write(bytes[..count]);
        _left -= count;
        if (count < bytes.Length)
        {
            Drop(bytes.Length - count);
        }
    }

    private void Drop(int count)
    {
        if (_trims is [.., var last] && last.Offset == kept.WrittenCount)
        {
            _trims[^1] = last with { Count = last.Count + count };
        }
        else
        {
            _trims.Add(new MimeTrim(kept.WrittenCount, count));
        }
    }
}
