namespace Outreach.Deliverability;

/// <summary>A rule of SpamAssassin that fits a message.</summary>
public sealed record SpamRule
{
    /// <summary>Gets the rule's name, such as <c>MISSING_DATE</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the points that it adds; negative ones speak for the message.</summary>
    public double Points { get; init; }

    /// <summary>Gets what it means.</summary>
    public string Description { get; init; } = "";
}
