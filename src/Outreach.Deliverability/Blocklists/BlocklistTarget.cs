namespace Outreach.Deliverability;

/// <summary>What a blocklist lists.</summary>
public enum BlocklistTarget
{
    /// <summary>Addresses of hosts.</summary>
    Address,

    /// <summary>Domains.</summary>
    Domain,
}
