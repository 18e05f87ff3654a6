using System.Text;

namespace Outreach.Templating;

/// <summary>Reads style sheets: as rules, selectors and declarations, without judging properties (mail needs those that no browser knows).</summary>
internal static class CssReader
{
    public static List<CssRule> Rules(string css)
    {
        css = WithoutComments(css);
        List<CssRule> rules = [];
        var position = 0;
        while (position < css.Length)
        {
            var end = FindAny(css, position, "{;");
            if (end < 0)
            {
                break;
            }

            var selector = css[position..end].Trim();
            if (css[end] == ';')
            {
                // An at-rule without a block: @import, @charset.
                rules.Add(new CssRule(selector, "", css[position..(end + 1)].Trim()));
                position = end + 1;
                continue;
            }

            var close = Close(css, end);
            rules.Add(new CssRule(selector, css[(end + 1)..close], css[position..Math.Min(close + 1, css.Length)].Trim()));
            position = close + 1;
        }

        return rules;
    }

    /// <summary>The declarations in braces or in an attribute, in their order.</summary>
    public static List<CssDeclaration> Declarations(string css)
    {
        List<CssDeclaration> result = [];
        foreach (var part in Split(WithoutComments(css), ';'))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                continue;
            }

            var name = part[..colon].Trim();
            var value = part[(colon + 1)..].Trim();
            var mark = value.LastIndexOf('!');
            var important = mark >= 0 && value.AsSpan(mark + 1).Trim().Equals("important", StringComparison.OrdinalIgnoreCase);
            if (name.Length > 0 && value.Length > 0)
            {
                result.Add(new CssDeclaration(name, important ? value[..mark].TrimEnd() : value, important));
            }
        }

        return result;
    }

    /// <summary>Splits at a character outside of quotes and brackets.</summary>
    public static IEnumerable<string> Split(string css, char separator)
    {
        var start = 0;
        while (start <= css.Length)
        {
            var end = FindAny(css, start, separator.ToString());
            end = end < 0 ? css.Length : end;
            yield return css[start..end];
            start = end + 1;
        }
    }

    private static int FindAny(string css, int start, string characters)
    {
        var quote = '\0';
        var depth = 0;
        for (var i = start; i < css.Length; i++)
        {
            var c = css[i];
            if (c == '\\')
            {
                i++;
            }
            else if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (depth == 0 && characters.Contains(c, StringComparison.Ordinal))
            {
                return i;
            }
            else
            {
                quote = c is '"' or '\'' ? c : quote;
                depth = Math.Max(0, depth + (c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0));
            }
        }

        return -1;
    }

    private static int Close(string css, int open)
    {
        var depth = 0;
        var quote = '\0';
        for (var i = open; i < css.Length; i++)
        {
            var c = css[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c is '{' or '}')
            {
                depth += c == '{' ? 1 : -1;
                if (depth == 0)
                {
                    return i;
                }
            }
        }

        return css.Length;
    }

    private static string WithoutComments(string css)
    {
        var result = new StringBuilder(css.Length);
        var position = 0;
        while (position < css.Length)
        {
            var start = css.IndexOf("/*", position, StringComparison.Ordinal);
            if (start < 0)
            {
                break;
            }

            result.Append(css, position, start - position);
            var end = css.IndexOf("*/", start + 2, StringComparison.Ordinal);
            position = end < 0 ? css.Length : end + 2;
        }

        return result.Append(css, position, css.Length - position).ToString().Replace("<!--", "", StringComparison.Ordinal).Replace("-->", "", StringComparison.Ordinal);
    }
}
