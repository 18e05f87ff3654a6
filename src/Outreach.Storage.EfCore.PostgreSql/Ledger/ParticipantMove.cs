namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>Where a participant goes if it is leased still, which ends its lease.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="ParticipantId">The participant.</param>
/// <param name="Epoch">The epoch of the lease.</param>
/// <param name="To">Where it goes.</param>
/// <param name="Trace">What is added to its decision trace, or <see langword="null"/>.</param>
internal readonly record struct ParticipantMove(Guid OrganisationId, Guid ParticipantId, int Epoch, ParticipantTransition To, TraceEntry? Trace);
