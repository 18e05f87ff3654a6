namespace Outreach.Dns.Caching;

/// <summary>A question: a normalised name and a type.</summary>
internal readonly record struct CacheKey(string Name, DnsRecordType Type);
