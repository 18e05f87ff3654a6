using System.Text;

namespace Outreach.Mime;

/// <summary>Joins the soft line breaks of <c>text/plain; format=flowed</c> (RFC 3676 §4).</summary>
internal static class FlowedText
{
    /// <summary>Makes each paragraph one line; quoted lines are written with <c>&gt;</c> marks and a space.</summary>
    /// <param name="text">The text with LF line ends.</param>
    /// <param name="deleteSpace">Whether the space of a soft break is dropped (DelSp=yes, §4.4).</param>
    public static string Unflow(string text, bool deleteSpace)
    {
        var result = new StringBuilder(text.Length);
        var open = -1;
        var rest = text.AsSpan();
        while (true)
        {
            var end = rest.IndexOf('\n');
            var line = end < 0 ? rest : rest[..end];
            open = AddLine(result, line, open, deleteSpace);
            if (end < 0)
            {
                return result.ToString();
            }

            rest = rest[(end + 1)..];
            if (open < 0)
            {
                result.Append('\n');
            }
        }
    }

    // Returns the quote depth of the paragraph that goes on, or -1 if the line was its end. A paragraph that goes on has no line end yet.
    private static int AddLine(StringBuilder result, ReadOnlySpan<char> line, int open, bool deleteSpace)
    {
        var depth = line.IndexOfAnyExcept('>');
        depth = depth < 0 ? line.Length : depth;
        line = line[depth..];

        // §4.4: a leading space was stuffed by the sender.
        if (line.StartsWith(" "))
        {
            line = line[1..];
        }

        var isSignature = line.SequenceEqual("-- ");
        if (open >= 0 && (open != depth || isSignature))
        {
            // §4.5: a flowed line before a line of another depth is broken, and ends here.
            result.Append('\n');
            open = -1;
        }

        if (open < 0 && depth > 0)
        {
            result.Append('>', depth);
            if (!line.IsEmpty)
            {
                result.Append(' ');
            }
        }

        var isFlowed = !isSignature && line.EndsWith(" ");
        result.Append(isFlowed && deleteSpace ? line[..^1] : line);
        return isFlowed ? depth : -1;
    }
}
