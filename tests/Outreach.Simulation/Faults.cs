namespace Outreach.Simulation;

/// <summary>Draws what happens next.</summary>
/// <param name="plan">How often what goes wrong.</param>
/// <param name="random">The only source of chance in a simulation.</param>
internal sealed class Faults(FaultPlan plan, Random random)
{
    public FaultPlan Plan => plan;

    /// <summary>Gets or sets whether the time of trouble is over.</summary>
    public bool IsQuiet { get; set; }

    public CallFate Call()
    {
        var value = random.NextDouble();
        if (IsQuiet)
        {
            return CallFate.Executed;
        }

        return value < plan.CallFailure ? CallFate.Failed
            : value < plan.CallFailure + plan.CallUnknown ? CallFate.Unknown
            : value < plan.CallFailure + plan.CallUnknown + plan.CallLate ? CallFate.Late
            : CallFate.Executed;
    }

    public bool Happens(double probability) => random.NextDouble() < probability && !IsQuiet;

    public int Next(int below) => random.Next(below);

    /// <summary>Draws how long something takes: mostly short, sometimes much longer.</summary>
    public TimeSpan Latency(double meanMilliseconds)
    {
        var value = -Math.Log(1 - random.NextDouble()) * meanMilliseconds;
        return TimeSpan.FromTicks(1 + (long)(Math.Min(value * (random.Next(20) == 0 ? 20 : 1), 600_000) * TimeSpan.TicksPerMillisecond));
    }

    public TimeSpan Wait(TimeSpan mean) => mean * -Math.Log(1 - random.NextDouble());
}
