using System.ComponentModel.DataAnnotations;

namespace Outreach;

/// <summary>When sending is paused, and how addresses are chosen. Validated when the host starts.</summary>
public sealed class ReputationOptions
{
    /// <summary>Gets or sets the part of messages that may bounce within 24 hours before their sender account, domain or address is paused.</summary>
    /// <value>0.001 to 1. Default: 0.05.</value>
    [Range(0.001, 1)]
    public double BounceLimit { get; set; } = 0.05;

    /// <summary>Gets or sets the part of messages that may be reported as spam within 24 hours.</summary>
    /// <value>0.0001 to 1. Default: 0.003, from which on Gmail and Yahoo filter.</value>
    [Range(0.0001, 1)]
    public double ComplaintLimit { get; set; } = 0.003;

    /// <summary>Gets or sets from how many messages on these limits hold.</summary>
    /// <value>1 to 1,000,000. Default: 100.</value>
    [Range(1, 1_000_000)]
    public int MinimumMessages { get; set; } = 100;

    /// <summary>
    /// Gets or sets from how many messages on an address has a score with a mailbox provider. Until then it counts as perfect, so that a new address gets
    /// its part.
    /// </summary>
    /// <value>1 to 1,000,000. Default: 50.</value>
    [Range(1, 1_000_000)]
    public int MinimumEvidence { get; set; } = 50;

    /// <summary>
    /// Gets or sets from how many messages of the last 24 hours on a sender account has a score. Until then it counts as perfect. Less than for addresses, since
    /// accounts send little a day.
    /// </summary>
    /// <value>1 to 1,000,000. Default: 20.</value>
    [Range(1, 1_000_000)]
    public int MinimumSenderEvidence { get; set; } = 20;

    /// <summary>Gets or sets by how much the scores of addresses, or of sender accounts, may differ that take turns.</summary>
    /// <value>0 to 1. Default: 0.02.</value>
    [Range(0, 1)]
    public double NearlyEqual { get; set; } = 0.02;

    /// <summary>Gets or sets how often a worker shares what it has counted and looks at what others have.</summary>
    /// <value>1 second to 10 minutes, by the campaign's clock. Default: 10 seconds.</value>
    public TimeSpan ShareEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets whether anything of this is done; set by <c>AddReputation</c>.</summary>
    internal bool IsEnabled { get; set; }
}
