namespace Outreach;

/// <summary>How much a <see cref="Recommendation"/> matters, the least first.</summary>
public enum RecommendationSeverity
{
    /// <summary>Worth knowing; mail arrives all the same.</summary>
    Hint = 0,

    /// <summary>Some mail does not arrive, or soon will not.</summary>
    Warning = 1,

    /// <summary>Mail is refused or filtered, or sending is about to be stopped.</summary>
    Error = 2,
}
