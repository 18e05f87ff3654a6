using System.Text;

namespace Outreach.Dns;

/// <summary>A text.</summary>
public sealed record TxtRecord : DnsRecord
{
    /// <summary>Gets the strings, octets as they came; at most 255 in each.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Strings { get; init; }

    /// <summary>Gets the strings joined without anything between them, read as UTF-8; what is not UTF-8 becomes U+FFFD.</summary>
    public string Text
    {
        get
        {
            if (Strings.Count == 1)
            {
                return Encoding.UTF8.GetString(Strings[0].Span);
            }

            var joined = new byte[Strings.Sum(part => part.Length)];
            var position = 0;
            foreach (var part in Strings)
            {
                part.CopyTo(joined.AsMemory(position));
                position += part.Length;
            }

            return Encoding.UTF8.GetString(joined);
        }
    }

    /// <summary>Makes a record from texts.</summary>
    /// <param name="name">The name that it belongs to.</param>
    /// <param name="timeToLive">How long it may be kept.</param>
    /// <param name="texts">Its strings, at most 255 octets each.</param>
    /// <returns>The record.</returns>
    public static TxtRecord Create(string name, TimeSpan timeToLive, params IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new TxtRecord
        {
            Name = name,
            Type = DnsRecordType.Txt,
            TimeToLive = timeToLive,
            Strings = [.. texts.Select(text => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text))],
        };
    }
}
