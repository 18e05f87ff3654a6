namespace Outreach.Mime;

/// <summary>The header fields of a message as DKIM sees them: whole, in order, nothing skipped.</summary>
internal static class DkimHeaders
{
    /// <summary>Finds the fields.</summary>
    /// <param name="message">The message.</param>
    /// <param name="fields">Takes as many as fit.</param>
    /// <param name="bodyStart">Where the body starts; -1 if there is no empty line before it.</param>
    /// <returns>How many there are.</returns>
    public static int Read(ReadOnlySpan<byte> message, Span<HeaderEntry> fields, out int bodyStart)
    {
        var count = 0;
        var inField = false;
        bodyStart = -1;
        for (var position = 0; position < message.Length;)
        {
            var end = message[position..].IndexOf((byte)'\n');
            var next = end < 0 ? message.Length : position + end + 1;
            var line = message[position..next].TrimEnd("\r\n"u8);
            if (line.IsEmpty)
            {
                bodyStart = next;
                break;
            }

            if (line[0] is (byte)' ' or (byte)'\t')
            {
                // What continues a line that is no field belongs to no field either.
                if (inField && count <= fields.Length)
                {
                    fields[count - 1].End = position + line.Length;
                }
            }
            else if (line.IndexOf((byte)':') is > 0 and var colon)
            {
                inField = true;
                if (count < fields.Length)
                {
                    fields[count] = new HeaderEntry
                    {
                        Start = position,
                        NameLength = line[..colon].TrimEnd(" \t"u8).Length,
                        ValueStart = position + colon + 1,
                        End = position + line.Length,
                    };
                }

                count++;
            }
            else
            {
                inField = false;
            }

            position = next;
        }

        return count;
    }

    /// <summary>Writes one field in canonical form (RFC 6376 §3.4.1, §3.4.2), without a line end.</summary>
    /// <param name="field">The field without its last line end.</param>
    /// <param name="nameLength">The length of its name.</param>
    /// <param name="canonicalization">How.</param>
    /// <param name="to">At least twice as long as the field.</param>
    /// <returns>How much was written.</returns>
    public static int Write(ReadOnlySpan<byte> field, int nameLength, DkimCanonicalization canonicalization, Span<byte> to) =>
        canonicalization == DkimCanonicalization.Relaxed ? WriteRelaxed(field, nameLength, to) : WriteSimple(field, to);

    private static int WriteRelaxed(ReadOnlySpan<byte> field, int nameLength, Span<byte> to)
    {
        for (var index = 0; index < nameLength; index++)
        {
            to[index] = field[index] is >= (byte)'A' and <= (byte)'Z' ? (byte)(field[index] | 0x20) : field[index];
        }

        var written = nameLength;
        to[written++] = (byte)':';
        var value = field[(nameLength + field[nameLength..].IndexOf((byte)':') + 1)..];
        var pending = false;
        var start = written;
        for (var index = 0; index < value.Length; index++)
        {
            var current = value[index];
            if (current is (byte)' ' or (byte)'\t' or (byte)'\n' || (current == '\r' && index + 1 < value.Length && value[index + 1] == '\n'))
            {
                pending = true;
                continue;
            }

            if (pending && written > start)
            {
                to[written++] = (byte)' ';
            }

            pending = false;
            to[written++] = current;
        }

        return written;
    }

    // Stored mail often has bare line feeds; on the wire they were CRLF.
    private static int WriteSimple(ReadOnlySpan<byte> field, Span<byte> to)
    {
        var written = 0;
        for (var index = 0; index < field.Length; index++)
        {
            if (field[index] == '\n' && (index == 0 || field[index - 1] != '\r'))
            {
                to[written++] = (byte)'\r';
            }

            to[written++] = field[index];
        }

        return written;
    }
}
