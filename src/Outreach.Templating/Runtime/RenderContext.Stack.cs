namespace Outreach.Templating;

internal sealed partial class RenderContext
{
    private Value[] _stack = new Value[32];
    private int _top;

    /// <summary>Puts an argument onto the stack.</summary>
    public void Push(in Value value)
    {
        if (_top == _stack.Length)
        {
            Charge(_top * 48L);
            Array.Resize(ref _stack, _top * 2);
        }

        _stack[_top++] = value;
    }

    public int StackTop => _top;

    /// <summary>The arguments above a mark. The span stays readable when the stack grows.</summary>
    public ReadOnlySpan<Value> Arguments(int mark) => _stack.AsSpan(mark, _top - mark);

    public void Pop(int mark)
    {
        while (_top > mark)
        {
            _stack[--_top] = default;
        }
    }

    private void ClearStack()
    {
        // What was taken off is cleared already; something is left after a failure only.
        Array.Clear(_stack, 0, _top);
        _top = 0;
        if (_stack.Length > 1024)
        {
            _stack = new Value[32];
        }
    }
}
