namespace Outreach.Mime;

/// <summary>Which bodies a message has. A mail program shows the last one that it understands.</summary>
[Flags]
public enum BodyFormats
{
    /// <summary>None: attachments only.</summary>
    None = 0,

    /// <summary>Plain text.</summary>
    Text = 1,

    /// <summary>AMP for Email (<c>text/x-amp-html</c>); it needs <see cref="Text"/> or <see cref="Html"/> beside it.</summary>
    Amp = 2,

    /// <summary>HTML.</summary>
    Html = 4,
}
