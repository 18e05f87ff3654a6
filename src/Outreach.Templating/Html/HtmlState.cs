namespace Outreach.Templating;

/// <summary>Where in an HTML document a piece of a template stands.</summary>
/// <param name="Place">The kind of place.</param>
/// <param name="Element">The element whose tag, or raw content, this is.</param>
/// <param name="Attribute">The attribute whose value this is.</param>
/// <param name="Quote">The quote that ends the value, or NUL.</param>
/// <param name="Url">Where in a URL, if the value is one.</param>
/// <param name="IsEndTag">Whether the tag is an end tag.</param>
internal readonly record struct HtmlState(
    HtmlPlace Place,
    string Element = "",
    string Attribute = "",
    char Quote = '\0',
    UrlPart Url = UrlPart.Start,
    bool IsEndTag = false)
{
    private static readonly HashSet<string> UrlAttributes = new(StringComparer.Ordinal)
    {
        "href", "src", "action", "formaction", "background", "cite", "poster", "longdesc", "data", "xlink:href", "manifest", "icon", "codebase", "usemap",
    };

    /// <summary>Gets whether the place is the target of a link that a person may click.</summary>
    public bool IsLink => Place == HtmlPlace.Value && Quote != '\0' && Attribute == "href" && Element is "a" or "area";

    private bool IsUrl => UrlAttributes.Contains(Attribute);

    /// <summary>Gets what a value here is escaped for; null where no value may stand.</summary>
    public EscapeMode? Escape => Place switch
    {
        HtmlPlace.Text or HtmlPlace.Comment => EscapeMode.Html,
        HtmlPlace.Raw => Element switch { "style" => EscapeMode.Css, "script" => null, _ => EscapeMode.Attribute },
        HtmlPlace.TagName or HtmlPlace.Tag => EscapeMode.Name,
        _ when Attribute.StartsWith("on", StringComparison.Ordinal) || Attribute == "srcdoc" => null,
        _ when Attribute == "style" => EscapeMode.Css,
        _ when IsUrl => Url switch { UrlPart.Start => EscapeMode.UrlStart, UrlPart.Path => EscapeMode.UrlPath, _ => EscapeMode.UrlQuery },
        _ => Quote == '\0' ? EscapeMode.Unquoted : EscapeMode.Attribute,
    };

    /// <summary>The place behind a value. Values that make up the beginning of a URL together are each checked like the beginning.</summary>
    public HtmlState AfterValue() => Place switch
    {
        HtmlPlace.BeforeValue => this with { Place = HtmlPlace.Value, Quote = '\0', Url = UrlPart.Start },
        _ => this,
    };

    /// <summary>The place where two branches meet, or null if they end in different ones.</summary>
    public HtmlState? Join(HtmlState other)
    {
        if (this == other)
        {
            return this;
        }

        if (Place == HtmlPlace.Value && this with { Url = other.Url } == other)
        {
            return this with { Url = (UrlPart)Math.Min((byte)Url, (byte)other.Url) };
        }

        return null;
    }

    /// <summary>The place behind a piece of static text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="index">Where to begin; afterwards where the reading stopped.</param>
    /// <param name="stopAtLink">Whether to stop where the target of a link begins.</param>
    /// <param name="stopAtTag">Whether to stop behind the value of an attribute and at the end of a tag.</param>
    public HtmlState Read(string text, ref int index, bool stopAtLink, bool stopAtTag)
    {
        var state = this;
        while (index < text.Length)
        {
            var before = state;
            state = state.Step(text, ref index);
            if ((stopAtLink && state.IsLink && !before.IsLink) || (stopAtTag && before.Place == HtmlPlace.Value && state.Place != HtmlPlace.Value)
                || (stopAtTag && before.Place == HtmlPlace.Tag && state.Place is HtmlPlace.Text or HtmlPlace.Raw))
            {
                return state;
            }
        }

        return state;
    }

    /// <summary>The place behind the next piece of static text.</summary>
    public HtmlState Step(string text, ref int index) => Place switch
    {
        HtmlPlace.Text => ReadText(text, ref index),
        HtmlPlace.TagName => ReadTagName(text, ref index),
        HtmlPlace.Tag => ReadTag(text, ref index),
        HtmlPlace.BeforeValue => ReadBeforeValue(text, ref index),
        HtmlPlace.Value => ReadValue(text, ref index),
        HtmlPlace.Comment => ReadComment(text, ref index),
        _ => ReadRaw(text, ref index),
    };

    private static HtmlState ReadText(string text, ref int index)
    {
        var open = text.IndexOf('<', index);
        if (open < 0)
        {
            index = text.Length;
            return new HtmlState(HtmlPlace.Text);
        }

        index = open + 1;
        if (string.CompareOrdinal(text, open, "<!--", 0, 4) == 0)
        {
            index = open + 4;
            return new HtmlState(HtmlPlace.Comment);
        }

        var isEnd = index < text.Length && text[index] == '/';
        index += isEnd ? 1 : 0;
        return index >= text.Length || char.IsAsciiLetter(text[index]) || text[index] == '!'
            ? new HtmlState(HtmlPlace.TagName, IsEndTag: isEnd)
            : new HtmlState(HtmlPlace.Text);
    }

    private HtmlState ReadTagName(string text, ref int index)
    {
        var start = index;
        while (index < text.Length && !char.IsWhiteSpace(text[index]) && text[index] is not ('>' or '/'))
        {
            index++;
        }

        var name = Element + text[start..index].ToLowerInvariant();
        return this with { Element = name, Place = index < text.Length ? HtmlPlace.Tag : HtmlPlace.TagName };
    }

    private HtmlState ReadTag(string text, ref int index)
    {
        var c = text[index];
        if (c == '>')
        {
            index++;
            return !IsEndTag && Element is "style" or "script" or "title" or "textarea"
                ? new HtmlState(HtmlPlace.Raw, Element)
                : new HtmlState(HtmlPlace.Text);
        }

        if (c == '=')
        {
            index++;
            return this with { Place = HtmlPlace.BeforeValue };
        }

        if (char.IsWhiteSpace(c) || c is '/' or '"' or '\'')
        {
            index++;
            return this;
        }

        var start = index;
        while (index < text.Length && !char.IsWhiteSpace(text[index]) && text[index] is not ('>' or '/' or '='))
        {
            index++;
        }

        return this with { Attribute = text[start..index].ToLowerInvariant() };
    }

    private HtmlState ReadBeforeValue(string text, ref int index)
    {
        var c = text[index];
        if (char.IsWhiteSpace(c))
        {
            index++;
            return this;
        }

        if (c == '>')
        {
            return this with { Place = HtmlPlace.Tag };
        }

        index += c is '"' or '\'' ? 1 : 0;
        return this with { Place = HtmlPlace.Value, Quote = c is '"' or '\'' ? c : '\0', Url = UrlPart.Start };
    }

    private HtmlState ReadValue(string text, ref int index)
    {
        var start = index;
        var quote = Quote;
        while (index < text.Length && (quote != '\0' ? text[index] != quote : !char.IsWhiteSpace(text[index]) && text[index] != '>'))
        {
            index++;
        }

        if (index < text.Length)
        {
            index += quote != '\0' ? 1 : 0;
            return this with { Place = HtmlPlace.Tag, Attribute = "", Quote = '\0', Url = UrlPart.Start };
        }

        var value = text.AsSpan(start, index - start);
        return this with { Url = value.IndexOfAny("?#") >= 0 || Url == UrlPart.Query ? UrlPart.Query : value.IsEmpty ? Url : UrlPart.Path };
    }

    private static HtmlState ReadComment(string text, ref int index)
    {
        var end = text.IndexOf("-->", index, StringComparison.Ordinal);
        index = end < 0 ? text.Length : end + 3;
        return new HtmlState(end < 0 ? HtmlPlace.Comment : HtmlPlace.Text);
    }

    private HtmlState ReadRaw(string text, ref int index)
    {
        var end = text.IndexOf("</" + Element, index, StringComparison.OrdinalIgnoreCase);
        if (end < 0)
        {
            index = text.Length;
            return this;
        }

        index = end + 2;
        return new HtmlState(HtmlPlace.TagName, IsEndTag: true);
    }
}
