namespace Outreach;

/// <summary>The mail exchangers of a domain.</summary>
public sealed record MailExchangerAnswer
{
    /// <summary>Gets whether the domain takes mail.</summary>
    public required MailExchangerStatus Status { get; init; }

    /// <summary>
    /// Gets the mail exchangers, the lowest preference first; empty unless <see cref="Status"/> is <see cref="MailExchangerStatus.Found"/>. A domain without
    /// MX records that has an address is its own exchanger.
    /// </summary>
    public IReadOnlyList<MailExchanger> Exchangers { get; init; } = [];

    /// <summary>Gets how long the answer may be kept. Zero: not at all.</summary>
    public TimeSpan TimeToLive { get; init; }

    /// <summary>Gets what went wrong, for people; empty where nothing did.</summary>
    public string Detail { get; init; } = "";
}
