using System.Globalization;

namespace Outreach;

/// <summary>Says when too many messages bounce or are reported as spam.</summary>
internal sealed class PausePolicy(ReputationOptions options)
{
    private const double WarmUpBounceLimit = 0.03;
    private const double WarmUpComplaintLimit = 0.001;
    private const int WarmUpMinimum = 20;

    /// <summary>Looks at a tally.</summary>
    /// <returns>The reason for a pause, for people, or <see langword="null"/>.</returns>
    public string? FindReason(DeliveryTally tally, bool isWarmingUp)
    {
        var (bounces, complaints, least) = isWarmingUp
            ? (WarmUpBounceLimit, WarmUpComplaintLimit, WarmUpMinimum)
            : (options.BounceLimit, options.ComplaintLimit, options.MinimumMessages);
        return tally.Sent < least ? null
            : tally.BounceRate > bounces ? Say("bounces", tally.Bounced, tally.Sent, bounces)
            : tally.ComplaintRate > complaints ? Say("complaints", tally.Complained, tally.Sent, complaints)
            : null;
    }

    private static string Say(string what, long part, long whole, double limit) => string.Create(
        CultureInfo.InvariantCulture, $"{what}: {part} of {whole} messages within 24 hours ({100.0 * part / whole:0.##} %), more than {100 * limit:0.##} %");
}
