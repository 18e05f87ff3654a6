namespace Outreach;

/// <summary>
/// The places of a mail that ask for a text written for the recipient. Places with the same prompt, in whatever part, share one text: the parts of a
/// mail must say the same, and a text is asked for once.
/// </summary>
internal sealed class FragmentPlan
{
    private readonly List<TemplateFragment> _fragments = [];
    private readonly int[] _subject;
    private readonly int[] _text;
    private readonly int[] _html;

    public FragmentPlan(ICompiledTemplate? subject, ICompiledTemplate? text, ICompiledTemplate? html)
    {
        _subject = Places(subject);
        _text = Places(text);
        _html = Places(html);
    }

    /// <summary>Gets what is asked for, each prompt once.</summary>
    public IReadOnlyList<TemplateFragment> Fragments => _fragments;

    /// <summary>Puts texts into the places that asked for them.</summary>
    /// <param name="texts">A text or <see langword="null"/> for each of <see cref="Fragments"/>.</param>
    public FragmentTexts Place(IReadOnlyList<string?> texts) =>
        new(Array.ConvertAll(_subject, index => texts[index]), Array.ConvertAll(_text, index => texts[index]), Array.ConvertAll(_html, index => texts[index]));

    private int[] Places(ICompiledTemplate? part) => [.. (part?.Fragments ?? []).Select(Place)];

    private int Place(TemplateFragment fragment)
    {
        var index = _fragments.FindIndex(known => string.Equals(known.Prompt, fragment.Prompt, StringComparison.Ordinal));
        if (index < 0)
        {
            index = _fragments.Count;
            _fragments.Add(fragment);
        }

        return index;
    }
}
