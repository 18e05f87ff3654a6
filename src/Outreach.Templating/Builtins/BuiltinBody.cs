namespace Outreach.Templating;

/// <summary>What a built-in function does. A text that it returns may live in scratch memory.</summary>
internal delegate Value BuiltinBody(Arguments arguments);
