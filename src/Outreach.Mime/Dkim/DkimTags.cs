using System.Text;

namespace Outreach.Mime;

/// <summary>A list of tags (RFC 6376 §3.2), of a signature or a key record.</summary>
internal sealed class DkimTags
{
    // Signatures have about ten, key records about five.
    private const int MaxTags = 64;

    private readonly Dictionary<string, string> _tags = new(StringComparer.Ordinal);

    /// <summary>Where the value of <c>b=</c> lies in the parsed bytes, with the white space around it.</summary>
    public Range SignatureValue { get; private set; }

    /// <summary>Whether the first tag is <c>v</c>.</summary>
    public bool StartsWithVersion { get; private set; }

    public string? this[string name] => _tags.GetValueOrDefault(name);

    /// <summary>Reads a list; null if it is not one, or names a tag twice.</summary>
    public static DkimTags? Parse(ReadOnlySpan<byte> text)
    {
        var tags = new DkimTags();
        for (var position = 0; position < text.Length;)
        {
            var end = text[position..].IndexOf((byte)';');
            end = end < 0 ? text.Length : position + end;
            if (!tags.TryAdd(text[position..end], position))
            {
                return null;
            }

            position = end + 1;
        }

        return tags._tags.Count == 0 ? null : tags;
    }

    /// <summary>A value without any white space, as base64 is read.</summary>
    public string? Compact(string name) =>
        this[name] is { } value ? string.Concat(value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : null;

    /// <summary>A value as a list with a separator.</summary>
    public List<string>? Split(string name, char separator) => this[name]?.Split(separator).Select(item => item.Trim()).ToList();

    private bool TryAdd(ReadOnlySpan<byte> tag, int position)
    {
        var blank = tag.Trim(" \t\r\n"u8).IsEmpty;
        var equals = tag.IndexOf((byte)'=');
        if (blank || equals < 0)
        {
            // Nothing between two semicolons is seen in the wild, most of all at the end.
            return blank;
        }

        var name = Encoding.UTF8.GetString(tag[..equals].Trim(" \t\r\n"u8));
        if (!IsName(name) || _tags.Count >= MaxTags)
        {
            return false;
        }

        StartsWithVersion |= _tags.Count == 0 && name == "v";
        if (name == "b")
        {
            SignatureValue = (position + equals + 1)..(position + tag.Length);
        }

        return _tags.TryAdd(name, Encoding.UTF8.GetString(tag[(equals + 1)..].Trim(" \t\r\n"u8)));
    }

    private static bool IsName(string name) =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
}
