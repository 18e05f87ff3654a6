using System.Text;

namespace Outreach.Deliverability;

/// <summary>A DNS record to publish.</summary>
public sealed record PublishedRecord
{
    // RFC 1035 §3.3: a string has at most 255 octets.
    private const int MaxString = 255;

    /// <summary>Gets the whole name, without a dot at the end.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the type, such as <c>TXT</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Gets the value: for TXT the text without quotation marks, as forms of DNS providers take it.</summary>
    public required string Value { get; init; }

    /// <summary>Makes a TXT record.</summary>
    /// <param name="name">The whole name.</param>
    /// <param name="value">The text.</param>
    /// <returns>The record.</returns>
    public static PublishedRecord Txt(string name, string value) => new() { Name = name, Type = "TXT", Value = value };

    /// <summary>Gives the record as a line of a zone file; long texts are divided.</summary>
    /// <returns>Such as <c>_dmarc.example.com. IN TXT "v=DMARC1; p=none"</c>.</returns>
    public override string ToString()
    {
        var line = new StringBuilder($"{Name}. IN {Type}");
        if (Type != "TXT")
        {
            return line.Append(' ').Append(Value).ToString();
        }

        foreach (var part in Value.Chunk(MaxString))
        {
            line.Append(" \"").Append(new string(part).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
        }

        return line.ToString();
    }
}
