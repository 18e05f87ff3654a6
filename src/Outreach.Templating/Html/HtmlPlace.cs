namespace Outreach.Templating;

/// <summary>The kinds of places in an HTML document.</summary>
internal enum HtmlPlace : byte
{
    /// <summary>Between tags.</summary>
    Text,

    /// <summary>Directly behind <c>&lt;</c> or in the name of a tag.</summary>
    TagName,

    /// <summary>In a tag, where the name of an attribute may stand.</summary>
    Tag,

    /// <summary>Behind the equals sign of an attribute.</summary>
    BeforeValue,

    /// <summary>In the value of an attribute.</summary>
    Value,
    Comment,

    /// <summary>In an element whose content is not markup: style, script, title, textarea.</summary>
    Raw,
}
