using System.Text;

namespace Outreach.Mime;

/// <summary>Writes a mailbox into a header field (RFC 5322 §3.4, names by RFC 2047 §5 rule 3).</summary>
internal static class MailboxText
{
    /// <summary>A longer word isn't quoted but encoded, which can be folded anywhere.</summary>
    private const int MaxQuotedWord = 200;

    /// <summary>Writes the mailbox; unless it's the first of its field, with a blank or fold in front.</summary>
    public static void Write(ref MessageSink header, Mailbox mailbox, bool isFirst)
    {
        var name = mailbox.DisplayName;
        var address = mailbox.Address.ToString();
        if (name.Length == 0)
        {
            if (!isFirst)
            {
                header.Gap(address.Length + 1);
            }

            header.Put(address);
            return;
        }

        if (!isFirst)
        {
            header.Gap(Math.Min(name.Length, HeaderLine.Preferred / 2));
        }

        WriteName(ref header, name);
        header.Gap(address.Length + 3);
        header.Put("<"u8);
        header.Put(address);
        header.Put(">"u8);
    }

    private static void WriteName(ref MessageSink header, string name)
    {
        if (!Ascii.IsValid(name) || name.Contains("=?", StringComparison.Ordinal) || LongestWord(name) > MaxQuotedWord ||
            UnstructuredText.HasManyBlanks(name))
        {
            EncodedWords.Write(ref header, name);
        }
        else if (AddressParser.IsBarePhrase(name))
        {
            WriteWords(ref header, name);
        }
        else
        {
            header.Put("\""u8);
            WriteQuotedWords(ref header, name);
            header.Put("\""u8);
        }
    }

    private static int LongestWord(ReadOnlySpan<char> name)
    {
        var longest = 0;
        foreach (var range in name.Split(' '))
        {
            longest = Math.Max(longest, range.GetOffsetAndLength(name.Length).Length);
        }

        return longest;
    }

    private static void WriteWords(ref MessageSink header, scoped ReadOnlySpan<char> words)
    {
        while (true)
        {
            var blank = words.IndexOf(' ');
            header.Put(blank < 0 ? words : words[..blank]);
            if (blank < 0)
            {
                return;
            }

            words = words[(blank + 1)..];
            var next = words.IndexOf(' ');
            header.Gap(next < 0 ? words.Length : next);
        }
    }

    /// <summary>Writes the inside of a quoted string; a run of blanks is kept, and a fold stands in front of one (RFC 5322 §3.2.4).</summary>
    private static void WriteQuotedWords(ref MessageSink header, scoped ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var blanks = Math.Max(text.IndexOfAnyExcept(' '), 0);
            var end = text[blanks..].IndexOf(' ');
            end = end < 0 ? text.Length : blanks + end;
            if (blanks > 0 && header.MustFold(end + 1))
            {
                header.FoldBeforeBlank();
            }

            WriteEscaped(ref header, text[..end]);
            text = text[end..];
        }
    }

    private static void WriteEscaped(ref MessageSink header, scoped ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var special = text.IndexOfAny('"', '\\');
            header.Put(special < 0 ? text : text[..special]);
            if (special < 0)
            {
                return;
            }

            header.Put(text[special] == '"' ? "\\\""u8 : "\\\\"u8);
            text = text[(special + 1)..];
        }
    }
}
