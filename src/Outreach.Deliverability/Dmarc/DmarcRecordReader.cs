namespace Outreach.Deliverability;

/// <summary>Reads the tags of a DMARC record. What is wrong is noted and has its default.</summary>
internal sealed class DmarcRecordReader(string text)
{
    private const int MaxUris = 50;

    private readonly TagList _tags = TagList.Parse(text);
    private readonly List<string> _problems = [];

    public DmarcRecord Read()
    {
        var record = new DmarcRecord
        {
            Text = text,
            Policy = Policy("p"),
            SubdomainPolicy = Policy("sp"),
            NonexistentPolicy = Policy("np"),
            IsDkimStrict = Choice("adkim", "r", "s") == "s",
            IsSpfStrict = Choice("aspf", "r", "s") == "s",
            IsTest = Choice("t", "n", "y") == "y",
            PublicSuffix = Choice("psd", "u", "y", "n") switch { "y" => DmarcPublicSuffix.Yes, "n" => DmarcPublicSuffix.No, _ => DmarcPublicSuffix.Unknown },
            AggregateReports = Uris("rua"),
            FailureReports = Uris("ruf"),
            Percentage = _tags["pct"],
            HasWrongPolicy = IsWrong("p") || IsWrong("sp") || IsWrong("np"),
        };
        if (record.Policy is null)
        {
            _problems.Add("p is missing or none of none, quarantine and reject");
        }

        _problems.AddRange(_tags.Leftovers.Select(leftover => $"\"{leftover}\" is no tag, or one that is there twice"));
        return record with { Problems = _problems };
    }

    private static DmarcPolicy? ParsePolicy(string? value) => value?.ToLowerInvariant() switch
    {
        "none" => DmarcPolicy.None,
        "quarantine" => DmarcPolicy.Quarantine,
        "reject" => DmarcPolicy.Reject,
        _ => null,
    };

    private bool IsWrong(string name) => _tags[name] is { } value && ParsePolicy(value) is null;

    private DmarcPolicy? Policy(string name)
    {
        if (IsWrong(name) && name != "p")
        {
            _problems.Add($"{name} is none of none, quarantine and reject");
        }

        return ParsePolicy(_tags[name]);
    }

    private string Choice(string name, params ReadOnlySpan<string> values)
    {
        var value = _tags[name]?.ToLowerInvariant() ?? values[0];
        if (values.Contains(value))
        {
            return value;
        }

        _problems.Add($"{name} is none of {string.Join(", ", values.ToArray())}");
        return values[0];
    }

    private List<Uri> Uris(string name)
    {
        var uris = new List<Uri>();
        foreach (var piece in (_tags[name] ?? "").Split(',', MaxUris + 1, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // RFC 7489 §6.2 allowed a size behind an exclamation mark.
            var size = piece.LastIndexOf('!');
            if (Uri.TryCreate(size > 0 ? piece[..size] : piece, UriKind.Absolute, out var uri) && uris.Count < MaxUris && IsUsable(uri))
            {
                uris.Add(uri);
            }
            else
            {
                _problems.Add($"\"{piece}\" in {name} is no address such as mailto:dmarc@example.com");
            }
        }

        return uris;
    }

    private static bool IsUsable(Uri uri) => uri.Scheme != Uri.UriSchemeMailto || uri.OriginalString.Contains('@', StringComparison.Ordinal);
}
