namespace Outreach.Templating;

/// <summary>Takes what is printed from here on as a text.</summary>
internal readonly struct Capture
{
    private readonly RenderContext _context;
    private readonly int _start;
    private readonly int _outerStart;
    private readonly byte[]? _indent;

    public Capture(RenderContext context)
    {
        _context = context;
        _start = context.Output.Length;
        _outerStart = context.CaptureStart;
        _indent = context.Indent;
        context.CaptureStart = _start;
        context.Indent = null;
    }

    /// <summary>Ends the capture. Captured HTML is marked as such, so that it is not escaped again.</summary>
    public Value End()
    {
        var text = _context.TakeOutput(_start);
        _context.CaptureStart = _outerStart;
        _context.Indent = _indent;
        return Value.SafeText(text, _context.DefaultEscape == EscapeMode.Html ? Safety.Html : Safety.None);
    }
}
