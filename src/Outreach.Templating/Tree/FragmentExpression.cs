namespace Outreach.Templating;

/// <summary><c>ai.personalize</c>: a text written for the recipient, or the stated fallback.</summary>
internal sealed class FragmentExpression(int index, string? fallback) : Expression
{
    public string? Fallback => fallback;

    public override Value Evaluate(RenderContext context)
    {
        var texts = context.Options.Fragments;
        var text = texts is not null && index < texts.Count ? texts[index] : null;
        return string.IsNullOrWhiteSpace(text) ? fallback : text;
    }
}
