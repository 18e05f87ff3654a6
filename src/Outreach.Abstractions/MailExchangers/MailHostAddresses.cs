using System.Net;

namespace Outreach;

/// <summary>The addresses of a mail exchanger.</summary>
public sealed record MailHostAddresses
{
    /// <summary>Gets the addresses, IPv4 first; empty if none was found.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>Gets whether none was found because DNS did not answer or could not, so that asking later may help.</summary>
    public bool IsTemporaryFailure { get; init; }

    /// <summary>Gets what went wrong, for people; empty where nothing did.</summary>
    public string Detail { get; init; } = "";
}
