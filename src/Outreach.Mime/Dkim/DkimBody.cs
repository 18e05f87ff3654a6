using System.Security.Cryptography;

namespace Outreach.Mime;

/// <summary>Hashes a body in canonical form (RFC 6376 §3.4.3, §3.4.4). What is canonical already is hashed where it lies.</summary>
internal ref struct DkimBody
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly IncrementalHash _hash;
    private readonly bool _relaxed;
    private long _room;
    private long _length;

    private DkimBody(ReadOnlySpan<byte> body, DkimCanonicalization canonicalization, long limit, IncrementalHash hash)
    {
        _body = body;
        _hash = hash;
        _relaxed = canonicalization == DkimCanonicalization.Relaxed;
        _room = limit;
    }

    /// <summary>Adds the canonical body to a hash, at most as many bytes as the limit says.</summary>
    /// <returns>How long the whole canonical body is.</returns>
    public static long Append(ReadOnlySpan<byte> body, DkimCanonicalization canonicalization, long limit, IncrementalHash hash)
    {
        var reader = new DkimBody(body, canonicalization, limit, hash);
        reader.AppendLines();
        if (reader._length == 0 && !reader._relaxed)
        {
            // §3.4.3: an empty body counts as one empty line.
            reader.Append("\r\n"u8);
        }

        return reader._length;
    }

    // Bytes from runStart to the current line are canonical as they stand, and not added yet.
    private void AppendLines()
    {
        var runStart = 0;
        var runEnd = 0;
        var blanks = 0;
        var blanksAreClean = true;
        for (var position = 0; position < _body.Length;)
        {
            var next = ReadLine(position, out var line, out var clean);
            if (line.IsEmpty)
            {
                // Only written when a line follows: empty lines at the end don't count.
                blanks++;
                blanksAreClean &= clean;
                position = next;
                continue;
            }

            if (!blanksAreClean)
            {
                Append(_body[runStart..runEnd]);
                AppendBlanks(blanks);
                runStart = position;
            }

            if (clean)
            {
                runEnd = next;
            }
            else
            {
                Append(_body[runStart..position]);
                AppendLine(line);
                runStart = runEnd = next;
            }

            (blanks, blanksAreClean) = (0, true);
            position = next;
        }

        Append(_body[runStart..runEnd]);
    }

    // A line without its end and, relaxed, without white space before it; clean if it is canonical as it stands.
    private readonly int ReadLine(int position, out ReadOnlySpan<byte> line, out bool clean)
    {
        var rest = _body[position..];
        var end = rest.IndexOf((byte)'\n');
        line = end < 0 ? rest : rest[..end];
        var hasReturn = end > 0 && line[^1] == '\r';
        line = hasReturn ? line[..^1] : line;
        clean = hasReturn;
        if (_relaxed && !line.IsEmpty)
        {
            var length = line.Length;
            line = line.TrimEnd(" \t"u8);
            clean &= line.Length == length && !line.Contains((byte)'\t') && line.IndexOf("  "u8) < 0;
        }

        return end < 0 ? _body.Length : position + end + 1;
    }

    private void AppendLine(ReadOnlySpan<byte> line)
    {
        while (_relaxed && line.IndexOfAny((byte)' ', (byte)'\t') is >= 0 and var gap)
        {
            Append(line[..gap]);
            Append(" "u8);
            line = line[gap..].TrimStart(" \t"u8);
        }

        Append(line);
        Append("\r\n"u8);
    }

    private void AppendBlanks(int count)
    {
        for (; count > 0; count--)
        {
            Append("\r\n"u8);
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _length += bytes.Length;
        if (_room < bytes.Length)
        {
            bytes = bytes[..(int)_room];
        }

        if (!bytes.IsEmpty)
        {
            _room -= bytes.Length;
            _hash.AppendData(bytes);
        }
    }
}
