namespace Outreach.Mime;

/// <summary>The answer of an <see cref="IDkimKeyLookup"/>.</summary>
/// <remarks><c>default</c> is the same as <see cref="NotFound"/>.</remarks>
public readonly struct DkimKeyRecords
{
    private readonly IReadOnlyList<string>? _texts;

    private DkimKeyRecords(IReadOnlyList<string>? texts, bool isTemporaryFailure)
    {
        _texts = texts;
        IsTemporaryFailure = isTemporaryFailure;
    }

    /// <summary>Gets the answer that there is no such name or no TXT record.</summary>
    public static DkimKeyRecords NotFound => default;

    /// <summary>Gets the answer that DNS could not be asked now: a timeout, or SERVFAIL.</summary>
    public static DkimKeyRecords TemporaryFailure { get; } = new(null, isTemporaryFailure: true);

    /// <summary>Gets the texts, each with its strings joined. Empty if there are none.</summary>
    public IReadOnlyList<string> Texts => _texts ?? [];

    /// <summary>Gets whether DNS could not be asked now.</summary>
    public bool IsTemporaryFailure { get; }

    /// <summary>Makes an answer with records.</summary>
    /// <param name="texts">The TXT records, the strings of each joined without anything between them.</param>
    /// <returns>The answer.</returns>
    public static DkimKeyRecords Found(params IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new DkimKeyRecords(texts, isTemporaryFailure: false);
    }
}
