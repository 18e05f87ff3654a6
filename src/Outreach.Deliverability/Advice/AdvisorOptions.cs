namespace Outreach.Deliverability;

/// <summary>What the advisor is told about the host's mail, and when it looks. Validated when the host starts.</summary>
public sealed class AdvisorOptions
{
    /// <summary>Gets what is known about domains that mail is sent from, by their names.</summary>
    public IDictionary<string, AdvisedDomain> Domains { get; } = new Dictionary<string, AdvisedDomain>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets how often it is looked whether a campaign has ended and is due for a look.</summary>
    /// <value>1 second to 1 hour, of real time. Default: 1 minute.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);
}
