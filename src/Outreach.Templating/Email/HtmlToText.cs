using System.Net;
using System.Text;

namespace Outreach.Templating;

/// <summary>
/// Makes the plain text of an HTML template. Goes through it once, without a tree: code blocks stay where they are, so that loops and conditions still
/// enclose what they enclosed.
/// </summary>
public sealed class HtmlToText
{
    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "tr", "blockquote", "pre", "hr", "section", "article", "header",
        "footer", "address", "dl", "dt", "dd", "form", "center", "thead", "tbody", "body",
    };

    private static readonly HashSet<string> Spaced = new(StringComparer.Ordinal) { "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre" };

    private static readonly HashSet<string> Hidden = new(StringComparer.Ordinal) { "head", "style", "script", "title", "template" };

    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal)
    {
        "if", "else", "end", "for", "while", "case", "when", "func", "capture", "with", "break", "continue", "import", "readonly", "ret",
    };

    private readonly string _html;
    private readonly string _plain;
    private readonly List<(int Start, int End)> _spans;
    private readonly StringBuilder _text = new();
    private readonly Stack<int> _lists = new();
    private readonly Stack<(string Address, int Start)> _links = new();
    private int _nextSpan;
    private int _lineEnds;
    private bool _space;
    private bool _cell;
    private string? _hidden;
    private int _hiddenDepth;

    private HtmlToText(string html)
    {
        _html = html;
        _spans = TemplateMarkup.CodeSpans(html);
        _plain = TemplateMarkup.WithoutCode(html, _spans);
    }

    /// <summary>Makes the plain text of HTML, with a line feed at its end.</summary>
    /// <param name="html">The HTML; code blocks of a template in it stay as they are.</param>
    /// <returns>The text.</returns>
    public static string Convert(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        var converter = new HtmlToText(html);
        converter.Run();
        return converter._text.ToString().Trim() + "\n";
    }

    private void Run()
    {
        var position = 0;
        while (position < _plain.Length)
        {
            var open = NextTag(position);
            Words(position, open);
            if (open == _plain.Length)
            {
                return;
            }

            position = EndOfTag(open);
            Tag(open, position);
        }
    }

    private int NextTag(int position)
    {
        for (var open = _plain.IndexOf('<', position); open >= 0; open = _plain.IndexOf('<', open + 1))
        {
            if (open + 1 < _plain.Length && (char.IsAsciiLetter(_plain[open + 1]) || _plain[open + 1] is '/' or '!'))
            {
                return open;
            }
        }

        return _plain.Length;
    }

    private int EndOfTag(int open)
    {
        if (string.CompareOrdinal(_plain, open, "<!--", 0, 4) == 0)
        {
            var close = _plain.IndexOf("-->", open, StringComparison.Ordinal);
            return close < 0 ? _plain.Length : close + 3;
        }

        var quote = '\0';
        for (var i = open; i < _plain.Length; i++)
        {
            var c = _plain[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c == '>')
            {
                return i + 1;
            }
            else if (c is '"' or '\'' && _plain[i - 1] == '=')
            {
                quote = c;
            }
        }

        return _plain.Length;
    }

    /// <summary>Text between tags, with the code that stands in it.</summary>
    private void Words(int start, int end)
    {
        for (; _nextSpan < _spans.Count && _spans[_nextSpan].Start < end; _nextSpan++)
        {
            var (from, to) = _spans[_nextSpan];
            if (from >= start)
            {
                Text(_html[start..from]);
                Code(_html[from..to]);
                start = to;
            }
        }

        if (end > start)
        {
            Text(_html[start..end]);
        }
    }

    private void Text(string html)
    {
        if (_hidden is not null)
        {
            return;
        }

        // What looks like code only after decoding is not code.
        foreach (var c in WebUtility.HtmlDecode(html).Replace("{{", "{%{{{}%}", StringComparison.Ordinal))
        {
            if (char.IsWhiteSpace(c) && c != '\u00A0')
            {
                _space = true;
                continue;
            }

            Flush();
            _text.Append(c == '\u00A0' ? ' ' : c);
        }
    }

    private void Code(string code)
    {
        var word = new string([.. code.TrimStart('{', '-', '~', ' ', '\n', '\r', '\t').TakeWhile(char.IsAsciiLetter)]);
        if (_hidden is not null && !Silent.Contains(word))
        {
            return;
        }

        if (!Silent.Contains(word))
        {
            Flush();
        }
        else if (word is "for" or "while" && _lineEnds > 1)
        {
            // The empty line stands before the loop, not before each round.
            _text.Append('\n');
            _lineEnds = 1;
        }
        else if (_space && _lineEnds == 0 && _text.Length > 0 && word is not ("end" or "else" or "when"))
        {
            Flush();
        }

        if (word is "for" or "while" && _lists.TryPop(out _))
        {
            // How many items there will be is not known here, so they are not numbered.
            _lists.Push(-1);
        }

        _text.Append(code);
    }

    /// <summary>Writes the line ends or the space that are due before a word.</summary>
    private void Flush()
    {
        if (_text.Length > 0 && _lineEnds > 0)
        {
            _text.Append('\n', Math.Min(2, _lineEnds));
            _cell = false;
        }
        else if (_cell)
        {
            _text.Append(" | ");
        }
        else if (_space && _text.Length > 0 && _text[^1] is not ('\n' or ' '))
        {
            _text.Append(' ');
        }

        _cell = false;
        _space = false;
        _lineEnds = 0;
    }

    private void Tag(int open, int close)
    {
        var isEnd = _plain[open + 1] == '/';
        var start = open + (isEnd ? 2 : 1);
        var end = start;
        while (end < close && char.IsAsciiLetterOrDigit(_plain[end]))
        {
            end++;
        }

        var name = _plain[start..end].ToLowerInvariant();
        if (Hide(name, isEnd, open, close))
        {
            return;
        }

        if (isEnd)
        {
            EndTag(name);
        }
        else
        {
            BeginTag(name, open, close);
        }
    }

    /// <summary>Skips what a reader does not see.</summary>
    private bool Hide(string name, bool isEnd, int open, int close)
    {
        if (_hidden is not null)
        {
            _hiddenDepth += name == _hidden ? isEnd ? -1 : 1 : 0;
            _hidden = _hiddenDepth == 0 ? null : _hidden;
            return true;
        }

        var style = Attribute(open, close, "style")?.Replace(" ", "", StringComparison.Ordinal) ?? "";
        if (!isEnd && (Hidden.Contains(name) || (Blocks.Contains(name) && style.Contains("display:none", StringComparison.OrdinalIgnoreCase))))
        {
            _hidden = name;
            _hiddenDepth = 1;
            return true;
        }

        return name.Length == 0;
    }

    private void BeginTag(string name, int open, int close)
    {
        switch (name)
        {
            case "br":
                _lineEnds++;
                break;
            case "a":
                _links.Push((Attribute(open, close, "href") ?? "", _text.Length));
                break;
            case "img" when Attribute(open, close, "alt") is { Length: > 0 } alt:
                Flush();
                _text.Append(alt);
                break;
            case "td" or "th":
                _cell = _text.Length > 0 && _lineEnds == 0;
                break;
            case "hr":
                Break(1);
                Flush();
                _text.Append("---");
                Break(1);
                break;
            case "ul" or "ol":
                Break(_lists.Count == 0 ? 2 : 1);
                _lists.Push(name == "ol" ? 0 : -1);
                break;
            case "li":
                BeginItem();
                break;
            default:
                Break(Spaced.Contains(name) ? 2 : Blocks.Contains(name) ? 1 : 0);
                break;
        }
    }

    private void BeginItem()
    {
        Break(1);
        Flush();
        var number = _lists.TryPop(out var last) ? last : -1;
        _lists.Push(number >= 0 ? number + 1 : -1);
        _text.Append(' ', Math.Max(0, _lists.Count - 1) * 2);
        _text.Append(number >= 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number + 1}. ") : "- ");
    }

    private void EndTag(string name)
    {
        switch (name)
        {
            case "a" when _links.TryPop(out var link):
                EndLink(link.Address, link.Start);
                break;
            case "ul" or "ol":
                _lists.TryPop(out _);
                Break(_lists.Count == 0 ? 2 : 1);
                break;
            default:
                Break(Spaced.Contains(name) ? 2 : Blocks.Contains(name) ? 1 : 0);
                break;
        }
    }

    /// <summary>The address follows the words, unless it says the same.</summary>
    private void EndLink(string address, int start)
    {
        var words = _text.ToString(start, _text.Length - start).Trim();
        var shown = address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? address[7..] : address;
        if (shown.Length == 0 || shown[0] == '#' || words == shown)
        {
            return;
        }

        if (words.Length == 0)
        {
            Flush();
            _text.Append(shown);
        }
        else
        {
            _text.Append(" (").Append(shown).Append(')');
        }
    }

    private void Break(int lines) => _lineEnds = Math.Max(_lineEnds, _text.Length == 0 ? 0 : lines);

    private string? Attribute(int open, int close, string name)
    {
        var state = new HtmlState(HtmlPlace.Text);
        var index = open;
        while (index < close)
        {
            var before = state;
            var from = index;
            state = state.Step(_plain, ref index);
            if (before.Place == HtmlPlace.Value && before.Attribute == name)
            {
                var end = before.Quote != '\0' && state.Place == HtmlPlace.Tag ? index - 1 : index;
                return WebUtility.HtmlDecode(_html[from..end]).Trim();
            }
        }

        return null;
    }
}
