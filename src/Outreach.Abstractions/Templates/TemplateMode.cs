namespace Outreach;

/// <summary>The kind of text that a template produces.</summary>
public enum TemplateMode
{
    /// <summary>Plain text: values are written as they are.</summary>
    Text,

    /// <summary>HTML: values are escaped for the place where they stand (text, attribute, URL, style).</summary>
    Html,

    /// <summary>A header value such as a subject: one line. Line ends and other control characters become spaces.</summary>
    Header,
}
