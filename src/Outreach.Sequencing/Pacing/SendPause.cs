namespace Outreach.Sequencing;

/// <summary>Finds how long a campaign pauses after a message (<see cref="SendPacing"/>).</summary>
public static class SendPause
{
    /// <summary>Gets the pause, which follows from contact and step: the same in a forecast as in the campaign itself.</summary>
    /// <param name="pacing">The campaign's pacing.</param>
    /// <param name="contactId">The contact of the message.</param>
    /// <param name="stepId">The step of the message.</param>
    /// <returns>From the delay to the delay lengthened by its jitter.</returns>
    public static TimeSpan After(SendPacing pacing, Guid contactId, Guid stepId)
    {
        ArgumentNullException.ThrowIfNull(pacing);
        var seed = StableSeed.From(contactId, stepId, SeedSalt.Pace);
        return pacing.Delay + (pacing.Delay * (Math.Clamp(pacing.Jitter, 0, 1) * StableSeed.Fraction(seed)));
    }
}
