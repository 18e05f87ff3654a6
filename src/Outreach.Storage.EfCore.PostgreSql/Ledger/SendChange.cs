namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>A change of a send that somebody is subscribed to.</summary>
/// <param name="SendId">The send.</param>
/// <param name="Type">The type of the event.</param>
/// <param name="At">When it changed.</param>
internal readonly record struct SendChange(Guid SendId, string Type, DateTimeOffset At);
