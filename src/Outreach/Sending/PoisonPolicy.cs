using System.Globalization;
using Outreach.Sequencing;

namespace Outreach;

/// <summary>
/// What follows when the processing of a participant throws: it is tried again, later and later, and ends as failed after
/// <see cref="MostTries"/> tries in a row, which with the waits of <see cref="RetryPolicy.Default"/> takes about a day.
/// </summary>
internal static class PoisonPolicy
{
    public const int MostTries = 10;

    public static ParticipantTransition After(Participant participant, string error, DateTimeOffset now)
    {
        var tries = TriesOf(participant.Reason) + 1;
        var reason = new DecisionReason(
            ReasonCodes.ProcessingFailed, string.Create(CultureInfo.InvariantCulture, $"{tries}/{MostTries}: {Shorten(error)}"));
        var seed = StableSeed.Add(StableSeed.From(participant.Id, participant.CampaignId), (ulong)tries);
        return tries < MostTries && RetryPolicy.Default.NextDelay(FailureKind.Transient, tries, null, seed) is { } wait
            ? ParticipantTransitions.AfterDefer(participant, reason, now + wait, now)
            : ParticipantTransitions.AfterStop(participant, reason, now);
    }

    private static int TriesOf(in DecisionReason reason) =>
        string.Equals(reason.Code, ReasonCodes.ProcessingFailed, StringComparison.Ordinal)
        && reason.Detail is { } detail
        && detail.IndexOf('/', StringComparison.Ordinal) is > 0 and var end
        && int.TryParse(detail.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var tries)
            ? tries
            : 0;

    /// <summary>Cuts an error to what a reason holds.</summary>
    public static string Shorten(string error) => error.Length <= 500 ? error : error[..500];
}
