namespace Outreach.Dns.Wire;

/// <summary>What a message asks.</summary>
internal readonly record struct DnsQuestion(string Name, DnsRecordType Type, int Class);
