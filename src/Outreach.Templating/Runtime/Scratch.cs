namespace Outreach.Templating;

/// <summary>Memory for the characters that one statement makes and does not keep. Taken and given back like a stack.</summary>
internal sealed class Scratch
{
    private char[] _buffer = new char[1024];

    public int Mark { get; private set; }

    public void Reset(int mark) => Mark = mark;

    /// <summary>Takes room for characters. Text in the memory taken before stays valid: a buffer that is outgrown is left to whoever refers to it.</summary>
    public Span<char> Take(RenderContext context, int length, out char[] buffer, out int start)
    {
        if (_buffer.Length - Mark < length)
        {
            // The caller counted the room that it asked for; a new buffer is larger.
            var size = Math.Max(_buffer.Length * 2, length + 1024);
            context.Charge((size - length) * 2L);
            _buffer = new char[size];
            Mark = 0;
        }

        buffer = _buffer;
        start = Mark;
        Mark += length;
        return buffer.AsSpan(start, length);
    }

    /// <summary>Gives back memory that has grown beyond what is worth keeping.</summary>
    public void Trim()
    {
        Mark = 0;
        if (_buffer.Length > 64 * 1024)
        {
            _buffer = new char[1024];
        }
    }
}
