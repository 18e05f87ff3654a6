namespace Outreach.Mime;

/// <summary>The bytes of one parse with the tables that all its parts share.</summary>
internal sealed class MimeDocument(ReadOnlyMemory<byte> memory, MimeParserOptions options, IReadOnlyList<MimeTrim> trims)
{
    // Hostile mail could otherwise buy a list entry with every line.
    private const int MaxProblems = 100;

    private List<MimeProblem>? _problems;

    public ReadOnlyMemory<byte> Memory { get; } = memory;

    public MimeParserOptions Options { get; } = options;

    /// <summary>Where bodies were cut before they came here.</summary>
    public IReadOnlyList<MimeTrim> Trims { get; } = trims;

    public List<ParsedPart> Parts { get; } = [];

    public HeaderTable Headers { get; } = new();

    public IReadOnlyList<MimeProblem> Problems => _problems ?? (IReadOnlyList<MimeProblem>)[];

    public void Report(MimeProblemKind kind, int offset)
    {
        _problems ??= [];
        if (_problems.Count < MaxProblems)
        {
            _problems.Add(new MimeProblem(kind, offset));
        }
    }
}
