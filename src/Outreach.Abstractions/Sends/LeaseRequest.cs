namespace Outreach;

/// <summary>Asks for due participants.</summary>
public sealed record LeaseRequest
{
    /// <summary>Gets the time by the campaign's clock: participants due until then are leased.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Gets the greatest number of participants to lease, 1 or more.</summary>
    public required int Limit { get; init; }

    /// <summary>Gets how long the lease lasts, in real time. At least 15 minutes for SMTP, whose final reply may take 10 (RFC 5321 §4.5.3.2.6).</summary>
    public required TimeSpan Duration { get; init; }
}
