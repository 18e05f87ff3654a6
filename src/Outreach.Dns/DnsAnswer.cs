namespace Outreach.Dns;

/// <summary>What DNS said to one question.</summary>
public sealed record DnsAnswer
{
    /// <summary>Gets the name that was asked for: ASCII, without a dot at the end.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the type that was asked for.</summary>
    public required DnsRecordType Type { get; init; }

    /// <summary>Gets how the question ended.</summary>
    public required DnsStatus Status { get; init; }

    /// <summary>Gets the records of the type; empty unless <see cref="Status"/> is <see cref="DnsStatus.Success"/>.</summary>
    public IReadOnlyList<DnsRecord> Records { get; init; } = [];

    /// <summary>Gets the names that the name stands for (CNAME), in their order; the records belong to the last one.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Gets how long the answer may be kept, as its servers say. Zero: not at all.</summary>
    public TimeSpan TimeToLive { get; init; }

    /// <summary>Gets what went wrong, for people; empty where nothing did.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Gets whether asking again later may help: nothing is known about the name.</summary>
    public bool IsTemporaryFailure => Status is DnsStatus.Timeout or DnsStatus.ServerFailure or DnsStatus.Refused or DnsStatus.Malformed;

    /// <summary>Gets the texts of TXT records, the strings of each joined.</summary>
    public IEnumerable<string> Texts => Records.OfType<TxtRecord>().Select(record => record.Text);
}
