namespace Outreach.Deliverability;

/// <summary>How much a finding matters, the least first.</summary>
public enum FindingSeverity
{
    /// <summary>It is as it should be.</summary>
    Good,

    /// <summary>It could be better; mail arrives all the same.</summary>
    Notice,

    /// <summary>Some mail may not arrive, or soon will not.</summary>
    Warning,

    /// <summary>Mail does not arrive, or anybody can send in the domain's name.</summary>
    Error,
}
