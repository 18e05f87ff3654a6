namespace Outreach;

/// <summary>Tells which contact a <see cref="ContactDraft"/> became.</summary>
/// <param name="ContactId">The contact's id.</param>
/// <param name="Created"><see langword="true"/> if the contact is new; <see langword="false"/> if it was found by its address.</param>
public readonly record struct ContactMatch(Guid ContactId, bool Created);
