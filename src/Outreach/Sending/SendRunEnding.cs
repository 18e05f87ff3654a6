namespace Outreach;

/// <summary>How a run ended.</summary>
internal enum SendRunEnding
{
    NothingDue,
    Cancelled,
    GenerationChanged,
}
