namespace Outreach;

/// <summary>What a field holds, as far as checks need to know.</summary>
public enum TemplateFieldType
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A date, with or without a time.</summary>
    Date,

    /// <summary>A list.</summary>
    List,

    /// <summary>Anything; type checks are left out.</summary>
    Any,
}
