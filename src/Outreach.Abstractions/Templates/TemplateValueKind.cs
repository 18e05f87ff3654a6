namespace Outreach;

/// <summary>The kinds of values that templates get.</summary>
public enum TemplateValueKind
{
    /// <summary>No value.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A binary floating-point number.</summary>
    Real,

    /// <summary>A decimal number.</summary>
    Exact,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A point in time with an offset.</summary>
    Date,

    /// <summary>A length of time.</summary>
    Duration,

    /// <summary>A list of values.</summary>
    List,

    /// <summary>A record with a schema.</summary>
    Record,

    /// <summary>Values by name.</summary>
    Map,

    /// <summary>HTML of the host's own, which is not escaped in an HTML template.</summary>
    Markup,
}
