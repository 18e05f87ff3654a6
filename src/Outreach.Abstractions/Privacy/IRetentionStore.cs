namespace Outreach;

/// <summary>Forgets what is old, a small batch in each transaction, over all organisations. A batch that was cut short is simply done again.</summary>
public interface IRetentionStore
{
    /// <summary>Removes delivery events that were recorded before a time. Their keys are forgotten: a second report would be taken for a new event.</summary>
    /// <returns>How many were removed; fewer than <paramref name="limit"/> when none is left.</returns>
    Task<int> RemoveDeliveryEventsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default);

    /// <summary>Clears the texts of providers' replies in sends whose latest attempt was before a time. Codes stay.</summary>
    /// <returns>How many sends were looked at; fewer than <paramref name="limit"/> when none is left.</returns>
    Task<int> ClearReplyTextsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes participants, with their sends, of campaigns that were completed before a time. Those with a send that is being handed over or in
    /// doubt stay.
    /// </summary>
    /// <returns>How many were removed; fewer than <paramref name="limit"/> when none is left.</returns>
    Task<int> RemoveParticipantsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default);
}
