namespace Outreach;

/// <summary>The sending addresses, counts and pauses of one organisation in memory.</summary>
internal sealed class InMemoryReputation
{
    public SortedDictionary<string, SendingIp> Ips { get; } = new(StringComparer.Ordinal);

    public List<SendingIpChange> Changes { get; } = [];

    public Dictionary<(ReputationScope Scope, string Key, string MailboxProvider, DateTimeOffset Period), DeliveryTally> Counts { get; } = [];

    public Dictionary<(ReputationScope Scope, string Key, DateOnly Day), SendingPause> Pauses { get; } = [];

    public SendingPause? FindPause(ReputationScope scope, string key) =>
        Pauses.Values.Where(pause => pause.Scope == scope && pause.Key == key).MaxBy(pause => pause.Day);
}
