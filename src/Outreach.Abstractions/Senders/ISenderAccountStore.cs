namespace Outreach;

/// <summary>Stores sender accounts. Safe for concurrent use.</summary>
public interface ISenderAccountStore
{
    /// <summary>Adds an account, or replaces the one with the same id.</summary>
    Task SaveAsync(SenderAccount account, CancellationToken cancellationToken = default);

    /// <summary>Finds an account.</summary>
    /// <returns>The account, or <see langword="null"/>.</returns>
    Task<SenderAccount?> FindAsync(Guid organisationId, Guid accountId, CancellationToken cancellationToken = default);

    /// <summary>Lists an organisation's accounts in the order of their ids.</summary>
    Task<IReadOnlyList<SenderAccount>> ListAsync(Guid organisationId, CancellationToken cancellationToken = default);
}
