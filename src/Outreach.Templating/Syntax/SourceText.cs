namespace Outreach.Templating;

/// <summary>The text of a template with the positions of its lines.</summary>
internal sealed class SourceText
{
    private const int LongestExcerpt = 120;
    private readonly List<int> _lineStarts = [0];

    public SourceText(string name, string text)
    {
        Name = name;
        Text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    public string Name { get; }

    public string Text { get; }

    public (int Line, int Column) Position(int offset)
    {
        var index = _lineStarts.BinarySearch(offset);
        var line = index >= 0 ? index : ~index - 1;
        return (line + 1, offset - _lineStarts[line] + 1);
    }

    public TemplateDiagnostic Diagnostic(TemplateSeverity severity, string code, int start, int end, string message, string? hint = null)
    {
        start = Math.Clamp(start, 0, Text.Length);
        var (line, column) = Position(start);
        return new TemplateDiagnostic
        {
            Severity = severity,
            Code = code,
            Message = message,
            Hint = hint,
            Template = Name,
            Line = line,
            Column = column,
            Length = Math.Max(0, Math.Min(end, Text.Length) - start),
            Excerpt = Excerpt(line, column),
        };
    }

    private string Excerpt(int line, int column)
    {
        var start = _lineStarts[line - 1];
        var end = line < _lineStarts.Count ? _lineStarts[line] - 1 : Text.Length;
        if (end - start > LongestExcerpt)
        {
            start = Math.Max(start, start + column - (LongestExcerpt / 2));
            end = Math.Min(end, start + LongestExcerpt);
        }

        return Text[start..end].TrimEnd('\r');
    }
}
