namespace Outreach;

/// <summary>Answers people who ask what is known of them (GDPR article 15, 20) or want to be forgotten (article 17).</summary>
public interface IPersonalDataService
{
    /// <summary>
    /// Writes everything about a contact as one JSON object: contact, suppressions, participants, sends and events. Written as it is read, so
    /// memory stays flat.
    /// </summary>
    /// <returns><see langword="false"/> if there is no such contact; then nothing is written.</returns>
    Task<bool> ExportAsync(Guid organisationId, Guid contactId, Stream output, CancellationToken cancellationToken = default);

    /// <summary>
    /// Forgets a person; see docs/guides/privacy.md for what stays. A message that is being handed over at that moment can't be called back: it
    /// stands, and what its result brings is cleared as soon as it is in.
    /// </summary>
    /// <returns>What was done, or <see langword="null"/> if there is no such contact.</returns>
    Task<ErasureReport?> EraseAsync(Guid organisationId, Guid contactId, CancellationToken cancellationToken = default);
}
