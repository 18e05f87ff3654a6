namespace Outreach;

/// <summary>A change of a sending address or its warm-up, kept for good.</summary>
public sealed record SendingIpChange
{
    /// <summary>Gets the id (a version-7 GUID).</summary>
    public required Guid Id { get; init; }

    /// <summary>Gets when it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets what was done and by whom or why, as it was given; at most 1,000 characters.</summary>
    public required string Note { get; init; }

    /// <summary>Gets the address as it is since.</summary>
    public required SendingIp Ip { get; init; }
}
