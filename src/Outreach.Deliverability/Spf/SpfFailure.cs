namespace Outreach.Deliverability;

/// <summary>Ends an evaluation with an error; only used to leave it.</summary>
internal sealed class SpfFailure(SpfVerdict verdict, string message) : Exception(message)
{
    public SpfVerdict Verdict { get; } = verdict;
}
