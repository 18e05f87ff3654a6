namespace Outreach.Deliverability;

/// <summary>
/// The limits of the advisor. Sources of those of mailbox providers: Google, "Email sender guidelines" and its FAQ (support.google.com/a/answer/81126 and
/// /14229414); Yahoo, "Sender Best Practices" (senders.yahooinc.com/best-practices); Microsoft, "Outlook's New Requirements for High-Volume Senders" of April 2025
/// (techcommunity.microsoft.com) and the Outlook.com postmaster site.
/// </summary>
internal static class AdviceLimits
{
    /// <summary>The part of a campaign's messages that may bounce.</summary>
    public const double Bounces = 0.05;

    /// <summary>The part of a campaign's messages that should be opened.</summary>
    public const double Opens = 0.15;

    /// <summary>The part that may be reported as spam: Google asks to stay below it.</summary>
    public const double Complaints = 0.001;

    /// <summary>The part from which on Google and Yahoo filter, which is never to be reached.</summary>
    public const double ComplaintCeiling = 0.003;

    /// <summary>From how many messages a day on Google and Microsoft call somebody a bulk sender; Yahoo names no number.</summary>
    public const long BulkMessages = 5_000;

    /// <summary>Under so many messages a rate says nothing.</summary>
    public const long LeastMessages = 100;

    /// <summary>A single complaint says nothing, whatever part of the messages it is.</summary>
    public const long LeastComplaints = 2;

    /// <summary>How many days, counted from its first, an address is new: as long as the standard warm-up.</summary>
    public const int NewIpDays = 28;

    /// <summary>How many months without mail make a list dormant.</summary>
    public const int DormantMonths = 6;

    /// <summary>How long opens take to come; before that the rate of an ended campaign is not judged.</summary>
    public static TimeSpan OpensTake { get; } = TimeSpan.FromDays(2);
}
