namespace Outreach;

/// <summary>What an import of suppressions came to.</summary>
/// <param name="Added">Rows that were new.</param>
/// <param name="Known">Rows that were suppressed already.</param>
/// <param name="Rejected">Rows that were left out.</param>
public readonly record struct SuppressionImport(long Added, long Known, long Rejected);
