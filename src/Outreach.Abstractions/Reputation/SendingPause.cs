namespace Outreach;

/// <summary>A time in which nothing is sent by a sender account, for a domain or from an address. There is one a day (UTC) at most.</summary>
public sealed record SendingPause
{
    /// <summary>Gets the organisation.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets what is paused.</summary>
    public required ReputationScope Scope { get; init; }

    /// <summary>Gets the sender account, domain or address, as <see cref="ReputationScope"/> says.</summary>
    public required string Key { get; init; }

    /// <summary>Gets when the pause began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets when sending goes on.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Gets why, for people: the rate and the limit, or what a person gave as the reason; at most 1,000 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets the day on which the pause began (UTC).</summary>
    public DateOnly Day => DateOnly.FromDateTime(At.UtcDateTime);
}
