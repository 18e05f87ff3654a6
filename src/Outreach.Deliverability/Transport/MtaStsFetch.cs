namespace Outreach.Deliverability;

/// <summary>What came of fetching a policy.</summary>
public sealed record MtaStsFetch
{
    /// <summary>Gets the text of the policy; <see langword="null"/> if it could not be fetched.</summary>
    public string? Text { get; init; }

    /// <summary>Gets why it could not be fetched; empty if it could.</summary>
    public string Problem { get; init; } = "";
}
