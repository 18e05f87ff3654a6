namespace Outreach.Templating;

/// <summary>A function that is part of the language.</summary>
internal sealed class Builtin : Function
{
    public Builtin(string name, string parameters, BuiltinBody body)
    {
        Name = name;
        Body = body;
        Parameters = [.. parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
        Required = Parameters.Count(parameter => !parameter.IsOptional && !parameter.IsRest);
    }

    public override string Name { get; }

    public BuiltinBody Body { get; }

    public IReadOnlyList<BuiltinParameter> Parameters { get; }

    public int Required { get; }

    /// <summary>Gets whether the first argument may be a text in scratch memory.</summary>
    public bool TakesTransient => Parameters.Count > 0 && Parameters[0].Kind == ParameterKind.Text;

    public bool IsVariadic => Parameters.Count > 0 && Parameters[^1].IsRest;

    public int IndexOf(string parameter)
    {
        for (var i = 0; i < Parameters.Count; i++)
        {
            if (Parameters[i].Name == parameter)
            {
                return i;
            }
        }

        return -1;
    }

    public override Value Invoke(RenderContext context, Node call, ReadOnlySpan<Value> arguments, ScriptMap? named)
    {
        context.Step(call);
        if (arguments.Length > Parameters.Count && !IsVariadic)
        {
            throw RenderContext.Fault("arguments", call, ArityMessage(arguments.Length));
        }

        var mark = context.StackTop;
        for (var i = 0; i < Math.Max(arguments.Length, Parameters.Count); i++)
        {
            Value value = default;
            if (i < arguments.Length)
            {
                value = arguments[i];
            }
            else if (Parameters[i].IsRest)
            {
                break;
            }
            else if ((named is null || !named.TryGet(Parameters[i].Name, out value)) && !Parameters[i].IsOptional)
            {
                throw new TemplateFault("arguments", call.End, call.End, ArityMessage(arguments.Length));
            }

            context.Push(value);
        }

        if (named?.Names.FirstOrDefault(name => IndexOf(name) < 0) is { } unknown)
        {
            throw RenderContext.Fault("arguments", call, $"`{Name}` has no parameter `{unknown}`.");
        }

        var scratch = context.Scratch.Mark;
        var result = context.Persist(Body(new Arguments(context, call, context.Arguments(mark))));
        context.Scratch.Reset(Math.Min(scratch, context.Scratch.Mark));
        context.Pop(mark);
        return result;
    }

    public string ArityMessage(int count) => Required == Parameters.Count
        ? $"`{Name}` takes {Required} arguments, but got {count}."
        : $"`{Name}` takes {Required} to {(IsVariadic ? "any number of" : Parameters.Count)} arguments, but got {count}.";

    /// <summary>Reads <c>name:kind</c>; kinds are s(tring), n(umber), l(ist), d(ate), f(unction), o(bject), a(ny), with ? if optional, * for the rest.</summary>
    private static BuiltinParameter Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var kind = text[colon + 1] switch
        {
            's' => ParameterKind.Text,
            'n' => ParameterKind.Number,
            'l' => ParameterKind.List,
            'd' => ParameterKind.Date,
            'f' => ParameterKind.Function,
            'o' => ParameterKind.Object,
            _ => ParameterKind.Any,
        };
        return new BuiltinParameter(text[..colon], kind, text.EndsWith('?'), text.EndsWith('*'));
    }
}
