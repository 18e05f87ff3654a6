namespace Outreach.Mime;

/// <summary>Reads a body that consists of groups of header fields with empty lines between them.</summary>
internal static class FieldGroups
{
    // Reports name at most some hundred recipients.
    private const int MaxGroups = 10_000;

    public static ParsedHeaders Empty { get; } = new(default, new HeaderTable(), 0, 0);

    public static List<ParsedHeaders> Read(ReadOnlyMemory<byte> content, MimeParserOptions options)
    {
        var document = new MimeDocument(content, options, []);
        var data = content.Span;
        var groups = new List<ParsedHeaders>();
        var lineEnd = data.Contains((byte)'\n') ? (byte)'\n' : (byte)'\r';
        var position = 0;
        while (position < data.Length && groups.Count < MaxGroups)
        {
            var section = HeaderReader.Read(document, data, position, lineEnd, default);
            if (section.Count > 0)
            {
                groups.Add(new ParsedHeaders(content, document.Headers, section.First, section.Count));
            }

            position = section.BodyStart > position
                ? section.BodyStart
                : HeaderReader.NextLine(data, position, lineEnd);
        }

        return groups;
    }
}
