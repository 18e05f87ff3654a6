using System.Text;

namespace Outreach.Templating;

/// <summary>Text outside of code, encoded once.</summary>
internal sealed class TextStatement(string text) : Statement
{
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);

    public string Text => text;

    public override Flow Execute(RenderContext context)
    {
        if (context.Indent is null)
        {
            context.Output.Write(_bytes);
        }
        else
        {
            context.WriteIndented(text);
        }

        return Flow.Next;
    }
}
