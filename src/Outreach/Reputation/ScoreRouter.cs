namespace Outreach;

/// <summary>
/// Chooses among addresses or sender accounts: the one with the best score; those that are nearly as good take turns. Who has too few messages to tell counts as
/// perfect.
/// </summary>
internal sealed class ScoreRouter(int minimumEvidence, double nearlyEqual)
{
    private const double Perfect = 1;

    private uint _turn;

    /// <summary>Chooses one of several.</summary>
    /// <param name="tallies">What became of the messages of each, at least one.</param>
    /// <returns>The index of the one that sends.</returns>
    public int Choose(ReadOnlySpan<DeliveryTally> tallies)
    {
        var best = double.MinValue;
        foreach (var tally in tallies)
        {
            best = Math.Max(best, ScoreOf(tally));
        }

        var equals = 0;
        foreach (var tally in tallies)
        {
            equals += IsGood(tally, best) ? 1 : 0;
        }

        var turn = (int)(Interlocked.Increment(ref _turn) % (uint)equals);
        for (var i = 0; ; i++)
        {
            if (IsGood(tallies[i], best) && turn-- == 0)
            {
                return i;
            }
        }
    }

    private bool IsGood(DeliveryTally tally, double best) => ScoreOf(tally) >= best - nearlyEqual;

    private double ScoreOf(DeliveryTally tally) => tally.Sent < minimumEvidence ? Perfect : tally.Score;
}
