namespace Outreach.Templating;

/// <summary>What a value is escaped for.</summary>
internal enum EscapeMode : byte
{
    /// <summary>Plain text.</summary>
    None,

    /// <summary>One line: control characters become spaces.</summary>
    Header,

    /// <summary>HTML text. Text that is known to be HTML stays as it is.</summary>
    Html,

    /// <summary>An attribute value in quotes.</summary>
    Attribute,

    /// <summary>An attribute value without quotes.</summary>
    Unquoted,

    /// <summary>The beginning of a URL in an attribute: its scheme must be harmless.</summary>
    UrlStart,

    /// <summary>A URL in an attribute before the query.</summary>
    UrlPath,

    /// <summary>A part of a URL's query or fragment.</summary>
    UrlQuery,

    /// <summary>A value in a style sheet or a style attribute.</summary>
    Css,

    /// <summary>The name of a tag or an attribute.</summary>
    Name,
}
