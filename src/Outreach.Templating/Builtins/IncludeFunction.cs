namespace Outreach.Templating;

/// <summary><c>include</c> and <c>include_join</c>.</summary>
internal sealed class IncludeFunction : Function
{
    private const string TemplatePrefix = "tpl:";

    public override string Name => "include";

    public override Value Invoke(RenderContext context, Node call, ReadOnlySpan<Value> arguments, ScriptMap? named)
    {
        if (arguments.Length == 0)
        {
            throw new TemplateFault("arguments", call.End, call.End, "`include` takes the name of a template.");
        }

        return Render(context, call, context.ToText(arguments[0]), arguments[1..], named);
    }

    /// <summary>Renders several templates with something between them, and around them if they came to anything.</summary>
    public static Value Join(Arguments a)
    {
        var builder = new TextBuilder(a.Context, 256);
        var any = false;
        foreach (var name in a.Copy(0))
        {
            if (any)
            {
                builder.Append(a.Context.ToText(Part(a, a[1])));
            }

            any = true;
            builder.Append(a.Context.ToText(Render(a.Context, a.Call, a.Context.ToText(name), [], null)));
        }

        if (builder.Length == 0)
        {
            return Value.EmptyText;
        }

        var text = string.Concat(a.Context.ToText(Part(a, a[2])), builder.Written, a.Context.ToText(Part(a, a[3])));
        a.Context.Charge(text.Length * 2L);
        return Value.SafeText(text, a.Context.DefaultEscape == EscapeMode.Html ? Safety.Html : Safety.None);
    }

    private static Value Part(Arguments a, in Value value)
    {
        var text = a.Context.ToText(value);
        return text.StartsWith(TemplatePrefix, StringComparison.Ordinal)
            ? Render(a.Context, a.Call, text[TemplatePrefix.Length..], [], null)
            : value;
    }

    private static Value Render(RenderContext context, Node call, string name, ReadOnlySpan<Value> arguments, ScriptMap? named)
    {
        var program = context.Template.FindInclude(name, out var error);
        if (program is null)
        {
            throw RenderContext.Fault("include", call, error!);
        }

        context.Enter(call);
        context.Step(call);
        context.Charge(448 + (arguments.Length * 24L));
        var caller = context.Frame;
        var frame = new Frame { Arguments = new ScriptArray(arguments.Length) { Members = named } };
        foreach (var argument in arguments)
        {
            frame.Arguments.Add(argument);
        }

        context.Frame = frame;
        var result = program.Run(context, asValue: false);
        context.Frame = caller;
        context.Leave();
        return result;
    }
}
