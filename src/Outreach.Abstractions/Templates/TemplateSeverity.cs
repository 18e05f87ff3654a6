namespace Outreach;

/// <summary>How bad a finding about a template is.</summary>
public enum TemplateSeverity
{
    /// <summary>The template works, but some recipients may get something that nobody wants to send.</summary>
    Warning,

    /// <summary>The template can't be used.</summary>
    Error,
}
