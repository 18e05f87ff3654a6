namespace Outreach.Deliverability;

/// <summary>Names and values with semicolons between them, as records of mail's standards have them (RFC 6376 §3.2).</summary>
internal sealed class TagList
{
    // The longest of the standards has about fifteen.
    private const int MaxTags = 64;

    private readonly List<(string Name, string Value)> _tags = [];

    /// <summary>What is no tag, or a tag that was there before.</summary>
    public List<string> Leftovers { get; } = [];

    public string? this[string name] => _tags.FirstOrDefault(tag => tag.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public static TagList Parse(string text)
    {
        var list = new TagList();
        foreach (var piece in text.Split(';', MaxTags + 1))
        {
            var tag = piece.Trim();
            var equals = tag.IndexOf('=', StringComparison.Ordinal);
            var name = equals > 0 ? tag[..equals].TrimEnd() : "";
            if (name.Length > 0 && list[name] is null && list._tags.Count < MaxTags)
            {
                list._tags.Add((name, tag[(equals + 1)..].TrimStart()));
            }
            else if (tag.Length > 0)
            {
                list.Leftovers.Add(tag);
            }
        }

        return list;
    }

    /// <summary>Whether a text starts with this version, in exactly these letters, with blanks around the equals sign at most.</summary>
    public static bool HasVersion(string text, string version)
    {
        var end = text.IndexOf(';', StringComparison.Ordinal);
        var first = end < 0 ? text : text[..end];
        var equals = first.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && first[..equals].TrimEnd(' ', '\t') == "v" && first[(equals + 1)..].Trim(' ', '\t') == version;
    }
}
