namespace Outreach.Templating;

/// <summary>The kinds of values at run time.</summary>
internal enum ValueKind : byte
{
    /// <summary>A variable that was never set; the default.</summary>
    Unset,
    Null,
    Boolean,
    Whole,
    Real,
    Single,
    Exact,
    Big,
    Text,
    Date,
    Duration,
    Range,
    Array,
    Object,
    Function,
}
