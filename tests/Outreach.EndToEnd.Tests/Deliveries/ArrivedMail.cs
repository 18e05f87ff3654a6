using System.Globalization;
using System.Text;

namespace Outreach.EndToEnd.Tests.Deliveries;

/// <summary>What the header of a message says that the receiver stored.</summary>
internal sealed record ArrivedMail(string File, string MessageId, string From, string Recipient, DateTimeOffset Date)
{
    public static ArrivedMail Read(string file)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in System.IO.File.ReadLines(file, Encoding.Latin1).TakeWhile(line => line.Length > 0))
        {
            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && line[0] is not (' ' or '\t'))
            {
                fields.TryAdd(line[..colon], line[(colon + 1)..].Trim());
            }
        }

        return new ArrivedMail(
            file,
            fields["Message-ID"],
            fields["From"],
            fields["Delivered-To"],
            DateTimeOffset.ParseExact(fields["Date"], "ddd, d MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture));
    }

    public static IReadOnlyList<ArrivedMail> ReadAll(IEnumerable<string> files) => [.. files.Select(Read)];
}
