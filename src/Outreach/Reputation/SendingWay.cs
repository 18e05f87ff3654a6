namespace Outreach;

/// <summary>By which provider a message goes, from which address, and whether it may go now.</summary>
internal readonly record struct SendingWay
{
    /// <summary>Gets the provider's name.</summary>
    public required string ProviderName { get; init; }

    /// <summary>Gets the address, or <see langword="null"/> if the provider has none of its own.</summary>
    public SendingIp? Ip { get; init; }

    /// <summary>Gets what the message takes from the day's volume of a warm-up, or <see langword="null"/> without limit.</summary>
    public QuotaUse? Volume { get; init; }

    /// <summary>Gets whether the message may go, and if not, until when it waits.</summary>
    public GateAnswer Answer { get; init; }

    /// <summary>Gets the way of an account whose provider has no addresses.</summary>
    public static SendingWay Direct(string providerName) => new() { ProviderName = providerName };

    public static SendingWay Wait(DateTimeOffset until, string code, string detail) =>
        new() { ProviderName = "", Answer = GateAnswer.Defer(until, new DecisionReason(code, detail)) };
}
