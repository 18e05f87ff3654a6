namespace Outreach.Templating;

/// <summary>Builds a text in scratch memory. Everything appended counts towards the allocation budget.</summary>
internal ref struct TextBuilder
{
    private readonly RenderContext _context;
    private Span<char> _span;
    private char[] _buffer;
    private int _start;
    private int _length;

    public TextBuilder(RenderContext context, int capacity)
    {
        _context = context;
        context.Charge((long)capacity * 2);
        _span = context.Scratch.Take(context, capacity, out _buffer, out _start);
    }

    public readonly int Length => _length;

    public readonly ReadOnlySpan<char> Written => _span[.._length];

    /// <summary>Gets the room for more characters; <see cref="Advance"/> tells how many were written.</summary>
    public Span<char> Room(int atLeast)
    {
        if (_span.Length - _length < atLeast)
        {
            Grow(atLeast);
        }

        return _span[_length..];
    }

    public void Advance(int count) => _length += count;

    public void Append(scoped ReadOnlySpan<char> text)
    {
        text.CopyTo(Room(text.Length));
        _length += text.Length;
    }

    public void Append(char c)
    {
        Room(1)[0] = c;
        _length++;
    }

    public void Append<T>(T value, scoped ReadOnlySpan<char> format = default)
        where T : ISpanFormattable
    {
        int written;
        while (!value.TryFormat(Room(32), out written, format, _context.Culture))
        {
            Grow(_span.Length + 64);
        }

        _length += written;
    }

    /// <summary>Appends the digits of a number, at least so many.</summary>
    public void AppendDigits(ulong value, int least)
    {
        Span<char> digits = stackalloc char[20];
        var start = digits.Length;
        for (; value > 0 || digits.Length - start < least; value /= 10)
        {
            digits[--start] = (char)('0' + (value % 10));
        }

        Append(digits[start..]);
    }

    public readonly Value ToValue() => Value.Transient(_buffer, _start, _length);

    private void Grow(int atLeast)
    {
        var capacity = Math.Max(_length + atLeast, _span.Length * 2);
        _context.Charge((long)capacity * 2);
        var old = _span[.._length];
        _span = _context.Scratch.Take(_context, capacity, out _buffer, out _start);
        old.CopyTo(_span);
    }
}
