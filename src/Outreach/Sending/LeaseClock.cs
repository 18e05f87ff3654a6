namespace Outreach;

/// <summary>The clock by which leases, and whatever else measures real time, run.</summary>
internal static class LeaseClock
{
    /// <summary>
    /// The key under which hosts can register another <see cref="TimeProvider"/> for leases. They run on real time even when a campaign
    /// runs on virtual time, since they guard against workers that really died.
    /// </summary>
    public const string ServiceKey = "Outreach.LeaseClock";
}
