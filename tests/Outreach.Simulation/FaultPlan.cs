namespace Outreach.Simulation;

/// <summary>
/// What goes wrong in one simulation, and how often. Drawn from the seed, each kind of fault on or off by itself: some combinations only
/// show a mistake while others are absent.
/// </summary>
internal sealed class FaultPlan
{
    public FaultPlan(Random random)
    {
        Nodes = random.Next(1, 5);
        Participants = random.Next(3, 25);
        ConcurrentSends = random.Next(1, 6);
        DailyCap = random.Next(3) == 0 ? random.Next(2, 15) : null;
        CallFailure = Draw(random, 0.15);
        CallUnknown = Draw(random, 0.10);
        CallLate = Draw(random, 0.05);
        LostAnswer = Draw(random, 0.20);
        LostRequest = Draw(random, 0.10);
        SlowAnswer = Draw(random, 0.10);
        Refusal = Draw(random, 0.30);
        RefusalAtRecipient = Draw(random, 0.15);
        Unreachable = Draw(random, 0.20);
        Thrown = Draw(random, 0.05);
        Evidence = Draw(random, 0.30);
        KillAtAction = Draw(random, 0.02);
        HangAtAction = Draw(random, 0.01);
        UnsubscribeAfterLease = Draw(random, 0.05);
        PauseAfterLease = Draw(random, 0.10);
        MeanTimeBetweenKills = DrawTime(random, 20);
        MeanTimeBetweenStops = DrawTime(random, 60);
        MeanTimeBetweenPauses = DrawTime(random, 40);
        MeanTimeBetweenClockJumps = DrawTime(random, 120);
        MeanTimeBetweenCampaignPauses = DrawTime(random, 60);
        MeanTimeBetweenUnsubscribes = DrawTime(random, 60);
        Copies = random.Next(3) == 0 ? random.Next(1, 3) : 0;
    }

    /// <summary>Gets how long things go wrong; afterwards everything must come to an end.</summary>
    public static TimeSpan Trouble => TimeSpan.FromHours(6);

    public int Nodes { get; }

    public int Participants { get; }

    public int ConcurrentSends { get; }

    public int? DailyCap { get; }

    /// <summary>Gets how many people get a copy of each message.</summary>
    public int Copies { get; }

    /// <summary>Gets how often a call of the database fails without having been executed.</summary>
    public double CallFailure { get; }

    /// <summary>Gets how often a call of the database is executed and reported as timed out.</summary>
    public double CallUnknown { get; }

    /// <summary>Gets how often a call of the database is reported as timed out and executed only afterwards.</summary>
    public double CallLate { get; }

    public double LostAnswer { get; }

    public double LostRequest { get; }

    public double SlowAnswer { get; }

    public double Refusal { get; }

    public double RefusalAtRecipient { get; }

    public double Unreachable { get; }

    /// <summary>Gets how often a provider throws, as a bug in it would.</summary>
    public double Thrown { get; }

    /// <summary>Gets how often a message that was accepted shows a sign of life later.</summary>
    public double Evidence { get; }

    /// <summary>Gets how often a worker is killed just when it does something: calls the database, has called it, hands over.</summary>
    public double KillAtAction { get; }

    /// <summary>Gets how often a worker begins to hang just when it does something.</summary>
    public double HangAtAction { get; }

    /// <summary>Gets how often somebody unsubscribes just after being leased.</summary>
    public double UnsubscribeAfterLease { get; }

    /// <summary>Gets how often the campaign is paused just after a lease.</summary>
    public double PauseAfterLease { get; }

    /// <summary>Gets how often a worker is killed at any moment, busy or not.</summary>
    public TimeSpan? MeanTimeBetweenKills { get; }

    /// <summary>Gets how often a worker is stopped gracefully and started again.</summary>
    public TimeSpan? MeanTimeBetweenStops { get; }

    /// <summary>Gets how often a worker hangs, as a suspended virtual machine does.</summary>
    public TimeSpan? MeanTimeBetweenPauses { get; }

    public TimeSpan? MeanTimeBetweenClockJumps { get; }

    public TimeSpan? MeanTimeBetweenCampaignPauses { get; }

    public TimeSpan? MeanTimeBetweenUnsubscribes { get; }

    private static double Draw(Random random, double most) => random.Next(2) == 0 ? 0 : random.NextDouble() * most;

    private static TimeSpan? DrawTime(Random random, int meanMinutes) =>
        random.Next(2) == 0 ? null : TimeSpan.FromMinutes(meanMinutes * (0.5 + random.NextDouble()));
}
