using System.Buffers;
using System.Text;

namespace Outreach.Providers.Smtp;

/// <summary>A whole reply in the input buffer; valid until the next read.</summary>
internal readonly struct SmtpReply(int code, ReadOnlyMemory<byte> raw)
{
    /// <summary>How many characters of a reply's text are kept.</summary>
    public const int MaxText = 2000;

    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(i => (char)i).Where(char.IsControl)]);

    public int Code => code;

    public ReadOnlySpan<byte> Raw => raw.Span;

    /// <summary>Gets the first digit: 2 for yes, 3 for go on, 4 for not now, 5 for no (RFC 5321 §4.2.1).</summary>
    public int Class => code / 100;

    /// <summary>Gets the lines without their codes, joined by line feeds, with control characters replaced by spaces.</summary>
    public string GetText()
    {
        var first = Raw[..Raw.IndexOf((byte)'\n')];
        return first.Length + 1 == Raw.Length ? GetText(first) : GetTextOfLines();
    }

    private static string GetText(ReadOnlySpan<byte> line)
    {
        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        var text = line.Length > 4 ? Encoding.UTF8.GetString(line[4..]) : "";
        text = text.AsSpan().ContainsAny(Controls) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;
        return text.Length > MaxText ? text[..MaxText] : text;
    }

    private string GetTextOfLines()
    {
        var text = new StringBuilder();
        foreach (var range in Raw.Split((byte)'\n'))
        {
            var line = Raw[range];
            if (line.Length < 3)
            {
                break;
            }

            text.Append(text.Length > 0 ? "\n" : "").Append(GetText(line));
        }

        return text.Length > MaxText ? text.ToString(0, MaxText) : text.ToString();
    }

    public ProviderReply ToProviderReply()
    {
        var text = GetText();
        return new ProviderReply
        {
            Code = Code,
            EnhancedCode = EnhancedCodeReader.Find(Code, text),
            Text = text,
            ProviderMessageId = Class == 2 ? QueueIdReader.Find(text) : null,
        };
    }
}
