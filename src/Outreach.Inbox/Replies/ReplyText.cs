using System.Text;

namespace Outreach.Inbox;

/// <summary>
/// Takes out of a reply what its author wrote anew: quotations, the lines that introduce them, headers of older messages and signatures are left
/// out. Text between quotations is kept.
/// </summary>
public static class ReplyText
{
    private const int Longest = 256 * 1024;

    /// <summary>Gets the new text of a reply.</summary>
    /// <param name="text">The plain text body, with any line ends. More than 256 Ki characters are not read.</param>
    /// <returns>The new text with LF line ends, without blank lines around it; empty if there is none.</returns>
    public static string Extract(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = MailWords.Cut(text, Longest).ReplaceLineEndings("\n").Split('\n');
        var kept = new StringBuilder();
        var index = 0;
        while (index < lines.Length)
        {
            var line = lines[index].AsSpan().TrimEnd();
            if (QuoteLines.IsOldMessage(lines, index))
            {
                break;
            }

            var introduction = QuoteLines.IntroductionLength(lines, index);
            if (introduction > 0)
            {
                index += introduction;
                if (!IsQuotedNext(lines, index))
                {
                    break;
                }
            }
            else if (QuoteLines.IsQuoted(line))
            {
                index++;
            }
            else if (SignatureLines.IsStart(lines, index))
            {
                index = SkipSignature(lines, index + 1);
            }
            else
            {
                kept.Append(line).Append('\n');
                index++;
            }
        }

        return Tidy(kept.ToString());
    }

    private static bool IsQuotedNext(string[] lines, int index)
    {
        while (index < lines.Length && string.IsNullOrWhiteSpace(lines[index]))
        {
            index++;
        }

        return index < lines.Length && QuoteLines.IsQuoted(lines[index].AsSpan());
    }

    /// <summary>A signature goes to the end, or to the quotation below it.</summary>
    private static int SkipSignature(string[] lines, int index)
    {
        while (index < lines.Length && !QuoteLines.IsQuoted(lines[index].AsSpan())
            && QuoteLines.IntroductionLength(lines, index) == 0 && !QuoteLines.IsOldMessage(lines, index))
        {
            index++;
        }

        return index;
    }

    private static string Tidy(string text)
    {
        var result = new StringBuilder(text.Length);
        var blank = 0;
        foreach (var range in text.AsSpan().Trim('\n').Split('\n'))
        {
            var line = text.AsSpan().Trim('\n')[range];
            blank = line.IsWhiteSpace() ? blank + 1 : 0;
            if (blank <= 2)
            {
                result.Append(line).Append('\n');
            }
        }

        return result.ToString().Trim();
    }
}
