using System.IO.Compression;
using System.Text;

namespace Outreach.Deliverability;

/// <summary>A list of domains that give out addresses to be thrown away. Immutable; about two megabytes of memory for the list of the package.</summary>
public sealed class DisposableDomains
{
    private const int MaxBytes = 64 << 20;

    private static readonly Lazy<DisposableDomains> Embedded = new(LoadEmbedded);

    // Sorted lines: a hundred thousand texts would take ten times the memory.
    private readonly byte[] _lines;

    private DisposableDomains(byte[] lines) => _lines = lines;

    /// <summary>Gets the list that comes with this package; its README says from where. Read on first use.</summary>
    public static DisposableDomains Default => Embedded.Value;

    /// <summary>Reads a list: a domain a line; empty lines and those that start with # are skipped.</summary>
    /// <param name="reader">The text.</param>
    /// <returns>The list.</returns>
    /// <exception cref="FormatException">The list is longer than 64 MiB.</exception>
    public static DisposableDomains Parse(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var domains = new List<string>();
        var size = 0L;
        while (reader.ReadLine() is { } line)
        {
            var domain = line.Trim().ToLowerInvariant();
            if (domain.Length > 0 && domain[0] != '#' && Ascii.IsValid(domain))
            {
                domains.Add(domain);
                size += domain.Length + 1;
            }

            if (size > MaxBytes)
            {
                throw new FormatException($"Load a list of at most {MaxBytes >> 20} MiB.");
            }
        }

        domains.Sort(StringComparer.Ordinal);
        return new DisposableDomains(Encoding.ASCII.GetBytes(string.Concat(domains.Distinct(StringComparer.Ordinal).Select(domain => domain + "\n"))));
    }

    /// <summary>Says whether a domain, or one above it, is in the list.</summary>
    /// <param name="domain">A domain, ASCII, in any letter case.</param>
    /// <returns>Whether its addresses are to be thrown away.</returns>
    public bool Contains(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        for (var rest = domain.ToLowerInvariant(); rest.Contains('.', StringComparison.Ordinal); rest = rest[(rest.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            if (Ascii.IsValid(rest) && Find(Encoding.ASCII.GetBytes(rest)))
            {
                return true;
            }
        }

        return false;
    }

    private static DisposableDomains LoadEmbedded()
    {
        using var reader = new StreamReader(new GZipStream(EmbeddedText.Open("disposable_domains.txt.gz"), CompressionMode.Decompress));
        return Parse(reader);
    }

    private bool Find(ReadOnlySpan<byte> domain)
    {
        var (low, high) = (0, _lines.Length);
        while (low < high)
        {
            // The line around the middle.
            var middle = (low + high) / 2;
            var start = _lines.AsSpan(0, middle).LastIndexOf((byte)'\n') + 1;
            var end = start + _lines.AsSpan(start).IndexOf((byte)'\n');
            var order = domain.SequenceCompareTo(_lines.AsSpan(start, end - start));
            if (order == 0)
            {
                return true;
            }

            (low, high) = order < 0 ? (low, start) : (end + 1, high);
        }

        return false;
    }
}
