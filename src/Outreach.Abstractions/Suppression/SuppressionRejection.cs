namespace Outreach;

/// <summary>A row that an import of suppressions left out.</summary>
/// <param name="Line">The line on which the row begins, from 1.</param>
/// <param name="Value">The value at fault, at most 100 characters.</param>
/// <param name="Reason">What is wrong and what to do.</param>
public sealed record SuppressionRejection(long Line, string Value, string Reason);
