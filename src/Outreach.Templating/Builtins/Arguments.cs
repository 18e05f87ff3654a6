namespace Outreach.Templating;

/// <summary>The arguments of a call of a built-in function: one value per parameter, then those of a variadic parameter.</summary>
internal readonly ref struct Arguments(RenderContext context, Node call, ReadOnlySpan<Value> values)
{
    private readonly ReadOnlySpan<Value> _values = values;

    public RenderContext Context => context;

    public Node Call => call;

    public Value this[int index] => _values[index];

    public ReadOnlySpan<Value> From(int index) => _values[index..];

    public bool IsNull(int index) => _values[index].IsNull;

    /// <summary>The text of an argument; empty for null.</summary>
    public ReadOnlySpan<char> Text(int index) => context.Text(_values[index]);

    /// <summary>The text of an argument as a string; empty for null.</summary>
    public string String(int index) => context.ToText(_values[index]);

    public int Int(int index, int missing = 0) => IsNull(index) ? missing : Numbers.ToInt(context, _values[index], call);

    public long Long(int index, long missing = 0) => IsNull(index) ? missing : Numbers.ToLong(context, _values[index], call);

    public Value Number(int index) => Numbers.ToNumber(context, _values[index], call);

    public double Real(int index) => Numbers.ToReal(Number(index));

    public ScriptArray Copy(int index, int room = 0) => Lists.Copy(context, _values[index], call, room);

    public TemplateFault Fault(string code, string message) => RenderContext.Fault(code, call, message);
}
