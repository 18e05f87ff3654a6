namespace Outreach.Templating;

/// <summary>What a built-in function expects, as far as checks before sending need to know.</summary>
internal enum ParameterKind
{
    Any,
    Text,
    Number,
    List,
    Date,
    Function,
    Object,
}
