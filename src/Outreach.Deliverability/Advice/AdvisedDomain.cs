namespace Outreach.Deliverability;

/// <summary>What the advisor can't know by itself about a domain that mail is sent from.</summary>
public sealed class AdvisedDomain
{
    /// <summary>Gets the selectors of the DKIM keys with which email services sign for the domain. Those of <c>AddDkim</c> are known without.</summary>
    public IList<string> DkimSelectors { get; } = [];

    /// <summary>Gets the domains that the SPF record must include, as email services ask for, such as <c>_spf.provider.example</c>.</summary>
    public IList<string> SpfIncludes { get; } = [];
}
