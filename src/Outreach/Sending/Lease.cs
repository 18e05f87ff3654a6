namespace Outreach;

/// <summary>A leased participant and the moment after which nothing may be handed over under this lease.</summary>
/// <param name="Leased">The participant.</param>
/// <param name="SendBy">A timestamp of the lease clock: monotonic, so that a clock that is set does not move it.</param>
internal readonly record struct Lease(LeasedParticipant Leased, long SendBy);
