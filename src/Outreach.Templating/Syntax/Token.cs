namespace Outreach.Templating;

/// <summary>A piece of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its offset.</param>
/// <param name="End">The offset behind it.</param>
/// <param name="Text">Its text: a name, the value of a string, or the text outside of code blocks.</param>
/// <param name="Value">The value of a number.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int End, string? Text = null, Value Value = default)
{
    /// <summary>Gets for <see cref="TokenKind.CodeEnter"/> the whitespace that its output is indented by, otherwise null.</summary>
    public string? Indent => Kind == TokenKind.CodeEnter ? Text : null;
}
