namespace Outreach;

/// <summary>A row as it was cut out of the file: sound and ready to be divided into fields, or broken.</summary>
/// <param name="Line">The line on which the row begins, from 1.</param>
/// <param name="Fault">What is wrong with the row, or <see langword="null"/> if it is sound.</param>
/// <param name="Column">The column at fault, from 1; for a sound row the number of columns.</param>
internal readonly record struct CsvRecord(long Line, ImportRejectionCode? Fault, int Column);
