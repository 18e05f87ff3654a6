using System.Text;

namespace Outreach.Mime;

/// <summary>A public key record as its owner sees it (RFC 6376 §3.6.1, RFC 8463 §4).</summary>
public sealed record DkimKeyRecord
{
    /// <summary>Gets the kind of key (<c>k</c>): <c>rsa</c> or <c>ed25519</c>, in lower case.</summary>
    public string KeyType { get; init; } = "";

    /// <summary>Gets the size of the key in bits; 0 where it can't be read.</summary>
    public int KeyBits { get; init; }

    /// <summary>Gets the key in base64 without white space; empty if it is revoked or missing.</summary>
    public string PublicKey { get; init; } = "";

    /// <summary>Gets whether the key is revoked: <c>p</c> is there and empty.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>Gets whether the domain only tests DKIM (<c>t=y</c>).</summary>
    public bool IsTest { get; init; }

    /// <summary>Gets whether signatures may not be for subdomains (<c>t=s</c>).</summary>
    public bool IsStrict { get; init; }

    /// <summary>Gets what is wrong with the record, for people; empty if nothing is.</summary>
    public string Problem { get; init; } = "";

    /// <summary>Reads a record.</summary>
    /// <param name="record">The text of a TXT record, its strings joined.</param>
    /// <returns>What is in it. It never throws: what is wrong is in <see cref="Problem"/>.</returns>
    public static DkimKeyRecord Read(string record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var tags = record.Length > DkimKey.MaxRecordLength ? null : DkimTags.Parse(Encoding.UTF8.GetBytes(record));
        if (tags is null)
        {
            return new DkimKeyRecord { Problem = "it is no list of tags such as v=DKIM1; k=rsa; p=…, or names one twice" };
        }

        var flags = tags.Split("t", ':') ?? [];
        var read = new DkimKeyRecord
        {
            KeyType = MailText.Lower(tags["k"] ?? "rsa"),
            PublicKey = tags.Compact("p") ?? "",
            IsRevoked = tags["p"]?.Length == 0,
            IsTest = flags.Contains("y", StringComparer.Ordinal),
            IsStrict = flags.Contains("s", StringComparer.Ordinal),
        };
        var bits = DkimKey.SizeOf(read.PublicKey, read.KeyType);
        return read with { KeyBits = bits, Problem = ProblemOf(tags, read, bits) };
    }

    private static string ProblemOf(DkimTags tags, DkimKeyRecord read, int bits)
    {
        if (tags["v"] is not null && !(tags.StartsWithVersion && tags["v"] == "DKIM1"))
        {
            return "v is not DKIM1, or does not stand first";
        }

        if (tags["p"] is null)
        {
            return "p is missing";
        }

        if (read.KeyType is not ("rsa" or "ed25519"))
        {
            return $"k is {read.KeyType}, which is neither rsa nor ed25519";
        }

        var services = tags.Split("s", ':');
        if (services is not null && !services.Contains("*", StringComparer.Ordinal) && !services.Contains("email", StringComparer.OrdinalIgnoreCase))
        {
            return "s does not name email";
        }

        var hashes = tags.Split("h", ':');
        return hashes is not null && !hashes.Contains("sha256", StringComparer.OrdinalIgnoreCase) ? "h does not name sha256"
            : bits == 0 && !read.IsRevoked ? "p is no key of this kind"
            : "";
    }
}
