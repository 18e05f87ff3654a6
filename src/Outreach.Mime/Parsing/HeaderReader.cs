namespace Outreach.Mime;

/// <summary>Finds the fields of a header section (RFC 5322 §2.2), as leniently as mail in the wild needs.</summary>
internal static class HeaderReader
{
    /// <summary>Reads the section that starts at an offset, up to an empty line, a delimiter of an open multipart, or the end.</summary>
    public static HeaderSection Read(
        MimeDocument document, ReadOnlySpan<byte> data, int start, byte lineEnd, in MimeStructureReader structure)
    {
        var table = document.Headers;
        var first = table.Count;
        var position = start;
        var last = -1;
        while (position < data.Length)
        {
            var next = NextLine(data, position, lineEnd);
            var line = data[position..next].TrimEnd("\r\n"u8);
            if (line.IsEmpty)
            {
                return new HeaderSection(first, table.Count - first, next);
            }

            if (line[0] is (byte)' ' or (byte)'\t' && position > start)
            {
                if (position + line.Length - start > document.Options.MaxHeaderBytes)
                {
                    ReportOnce(document, MimeProblemKind.HeadersTooLong, position, ref last);
                }
                else if (last >= 0)
                {
                    table[last].End = position + line.Length;
                }

                position = next;
                continue;
            }

            if (line.StartsWith("--"u8) && structure.Match(position).Frame >= 0)
            {
                break;
            }

            if (!TryAdd(document, line, position, start, first, ref last) && table.Count == first && last != Skipped)
            {
                // No field was seen at all: this is a body whose headers are missing.
                document.Report(MimeProblemKind.MissingHeaderEnd, position);
                return new HeaderSection(first, 0, start);
            }

            position = next;
        }

        document.Report(MimeProblemKind.MissingHeaderEnd, position);
        return new HeaderSection(first, table.Count - first, position);
    }

    /// <summary>Where the line after the one at an offset starts.</summary>
    public static int NextLine(ReadOnlySpan<byte> data, int position, byte lineEnd)
    {
        var end = data[position..].IndexOf(lineEnd);
        return end < 0 ? data.Length : position + end + 1;
    }

    // A field beyond a limit was seen and left out.
    private const int Skipped = -2;

    private static bool TryAdd(MimeDocument document, ReadOnlySpan<byte> line, int position, int start, int first, ref int last)
    {
        var name = NameLength(line, out var colon);
        if (name == 0)
        {
            last = document.Headers.Count > first ? Skipped : -1;
            document.Report(MimeProblemKind.MalformedHeader, position);
            return false;
        }

        if (document.Headers.Count - first >= document.Options.MaxHeaders)
        {
            ReportOnce(document, MimeProblemKind.TooManyHeaders, position, ref last);
            return false;
        }

        if (position + line.Length - start > document.Options.MaxHeaderBytes)
        {
            ReportOnce(document, MimeProblemKind.HeadersTooLong, position, ref last);
            return false;
        }

        last = document.Headers.Count;
        document.Headers.Add(new HeaderEntry
        {
            Start = position,
            NameLength = name,
            ValueStart = position + colon + 1,
            End = position + line.Length,
        });
        return true;
    }

    private static void ReportOnce(MimeDocument document, MimeProblemKind kind, int position, ref int last)
    {
        if (last != Skipped)
        {
            document.Report(kind, position);
        }

        last = Skipped;
    }

    // Printable ASCII without a colon, then possibly white space before the colon (RFC 5322 §4.5, obsolete but alive).
    private static int NameLength(ReadOnlySpan<byte> line, out int colon)
    {
        var name = line.IndexOfAnyExceptInRange((byte)33, (byte)126);
        colon = line[..(name < 0 ? line.Length : name)].IndexOf((byte)':');
        if (colon >= 0)
        {
            return colon;
        }

        if (name <= 0)
        {
            return 0;
        }

        var gap = line[name..].IndexOfAnyExcept((byte)' ', (byte)'\t');
        colon = gap < 0 || line[name + gap] != ':' ? -1 : name + gap;
        return colon < 0 ? 0 : name;
    }
}
