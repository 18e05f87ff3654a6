namespace Outreach;

/// <summary>An address or a domain that an organisation does not write to.</summary>
public sealed record SuppressionEntry
{
    /// <summary>Gets the organisation.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets the key: of an address (<see cref="AddressKey.FromEmail"/>) or of a whole domain (<see cref="AddressKey.FromDomain"/>).</summary>
    public required string Key { get; init; }

    /// <summary>Gets the reason.</summary>
    public required SuppressionReason Reason { get; init; }

    /// <summary>Gets when it was entered.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets where it came from, such as the event's key, or <see langword="null"/>.</summary>
    public string? Source { get; init; }
}
