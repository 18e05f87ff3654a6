namespace Outreach;

/// <summary>A campaign can't be started; <see cref="Problems"/> says why and what to do, a sentence each.</summary>
public sealed class CampaignNotReadyException : InvalidOperationException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problems">What is wrong; at least one sentence.</param>
    public CampaignNotReadyException(IReadOnlyList<string> problems)
        : base("The campaign can't be started. " + string.Join(" ", problems)) => Problems = problems;

    /// <summary>Gets what is wrong and what to do about it.</summary>
    public IReadOnlyList<string> Problems { get; }
}
