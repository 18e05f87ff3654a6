namespace Outreach.Deliverability;

/// <summary>What a spam filter says about a message.</summary>
public sealed record SpamScore
{
    /// <summary>Gets whether there is a score; if not, <see cref="Problem"/> says why.</summary>
    public bool IsAvailable => Problem.Length == 0;

    /// <summary>Gets why there is no score; empty if there is one.</summary>
    public string Problem { get; init; } = "";

    /// <summary>Gets whether the filter takes the message for spam.</summary>
    public bool IsSpam { get; init; }

    /// <summary>Gets the points.</summary>
    public double Points { get; init; }

    /// <summary>Gets from how many points on a message is spam.</summary>
    public double Threshold { get; init; }

    /// <summary>Gets the rules that fit, those with the most points first.</summary>
    public IReadOnlyList<SpamRule> Rules { get; init; } = [];
}
