namespace Outreach.Templating;

/// <summary>The local variables and arguments of a function, an include or the template itself.</summary>
internal sealed class Frame
{
    private int[] _ids = new int[8];
    private Value[] _values = new Value[8];
    private int _count;

    /// <summary>Gets or sets the arguments: <c>$</c>.</summary>
    public ScriptArray? Arguments { get; set; }

    /// <summary>Gets or sets the block that <c>wrap</c> passed: <c>$$</c>.</summary>
    public Statement? Block { get; set; }

    public Value Get(int id)
    {
        var index = _ids.AsSpan(0, _count).IndexOf(id);
        return index >= 0 ? _values[index] : default;
    }

    public void Set(int id, in Value value)
    {
        var index = _ids.AsSpan(0, _count).IndexOf(id);
        if (index < 0)
        {
            if (_count == _ids.Length)
            {
                Array.Resize(ref _ids, _count * 2);
                Array.Resize(ref _values, _count * 2);
            }

            index = _count++;
            _ids[index] = id;
        }

        _values[index] = value;
    }

    public void Clear()
    {
        Array.Clear(_values, 0, _count);
        _count = 0;
        Arguments = null;
        Block = null;
    }
}
