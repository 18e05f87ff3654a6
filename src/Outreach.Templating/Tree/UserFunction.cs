namespace Outreach.Templating;

/// <summary>A function that a template defines.</summary>
internal sealed class UserFunction(string name, IReadOnlyList<Parameter>? parameters, SourceText source) : Function
{
    public override string Name => name;

    /// <summary>Gets the declared parameters; null if the function takes whatever it is given.</summary>
    public IReadOnlyList<Parameter>? Parameters => parameters;

    public Statement Body { get; set; } = null!;

    /// <summary>Gets or sets the local variable that the function is declared as, so that it can call itself; -1 if it is none.</summary>
    public int LocalId { get; set; } = -1;

    public override Value Invoke(RenderContext context, Node call, ReadOnlySpan<Value> arguments, ScriptMap? named) =>
        Invoke(context, call, arguments, named, null);

    public Value Invoke(RenderContext context, Node call, ReadOnlySpan<Value> arguments, ScriptMap? named, Statement? block)
    {
        context.Enter(call);
        context.Step(call);
        context.Charge(448 + (arguments.Length * 48L) + (parameters is null ? 0 : 256 + (parameters.Count * 160L)));
        var frame = new Frame { Arguments = new ScriptArray(arguments.Length) { Members = named }, Block = block };
        foreach (var argument in arguments)
        {
            frame.Arguments.Add(argument);
        }

        if (LocalId >= 0)
        {
            frame.Set(LocalId, this);
        }

        var (callerFrame, callerSource) = (context.Frame, context.Source);
        var scope = parameters is null ? null : Bind(context, call, frame.Arguments, named);
        context.DetachLoop(out var loop);
        context.Frame = frame;
        context.Source = source;
        if (scope is not null)
        {
            context.PushScope(scope);
        }

        var result = Body.Execute(context) == Flow.Return ? context.Returned : default;
        context.Returned = default;
        if (scope is not null)
        {
            context.PopScope();
        }

        context.Source = callerSource;
        context.Frame = callerFrame;
        context.AttachLoop(loop);
        context.Leave();
        return result;
    }

    /// <summary>Gives each parameter its value; afterwards <c>$</c> holds one element per parameter.</summary>
    private ScriptMap Bind(RenderContext context, Node call, ScriptArray arguments, ScriptMap? named)
    {
        var scope = new ScriptMap();
        ScriptArray bound = new(parameters!.Count) { Members = named };
        var next = 0;
        foreach (var parameter in parameters)
        {
            Value value;
            if (parameter.IsRest)
            {
                ScriptArray rest = [.. arguments.Skip(next)];
                if (named is not null && named.TryGet(parameter.Name, out var extra))
                {
                    rest.Add(extra);
                }

                next = arguments.Count;
                value = rest;
            }
            else if (next < arguments.Count)
            {
                value = arguments[next++];
            }
            else if (named is null || !named.TryGet(parameter.Name, out value))
            {
                value = parameter.Default is not null
                    ? parameter.Default.Value
                    : throw new TemplateFault("arguments", call.End, call.End, $"`{Name}` needs {Required()} arguments, but got {arguments.Count}.");
            }

            scope.TrySet(parameter.Name, value.IsNull ? Value.Null : value);
            bound.Add(value);
        }

        if (next < arguments.Count)
        {
            throw RenderContext.Fault("arguments", call, $"`{Name}` takes {parameters.Count} arguments, but got {arguments.Count}.");
        }

        CheckNames(call, named);
        arguments.Clear();
        arguments.AddRange(bound);
        return scope;
    }

    private int Required() => parameters!.Count(parameter => !parameter.IsRest && parameter.Default is null);

    private void CheckNames(Node call, ScriptMap? named)
    {
        if (named is not null && named.Names.FirstOrDefault(item => parameters!.All(parameter => parameter.Name != item)) is { } unknown)
        {
            throw RenderContext.Fault("arguments", call, $"`{Name}` has no parameter `{unknown}`.");
        }
    }
}
