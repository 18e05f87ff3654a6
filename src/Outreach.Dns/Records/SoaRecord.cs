namespace Outreach.Dns;

/// <summary>The head of a zone.</summary>
public sealed record SoaRecord : DnsRecord
{
    /// <summary>Gets the primary server.</summary>
    public required string PrimaryServer { get; init; }

    /// <summary>Gets the mail address of who is responsible, its <c>@</c> written as a dot.</summary>
    public required string Mailbox { get; init; }

    /// <summary>Gets the version of the zone.</summary>
    public required uint Serial { get; init; }

    /// <summary>Gets after how long secondary servers look for a new version.</summary>
    public required TimeSpan Refresh { get; init; }

    /// <summary>Gets after how long they look again where that failed.</summary>
    public required TimeSpan Retry { get; init; }

    /// <summary>Gets after how long they stop answering.</summary>
    public required TimeSpan Expire { get; init; }

    /// <summary>Gets how long it may be remembered that something does not exist (RFC 2308 §4).</summary>
    public required TimeSpan Minimum { get; init; }
}
