namespace Outreach.Dns.Tests.Resolving;

/// <summary>A clock that stands still until it is moved; its timers are the system's.</summary>
internal sealed class ManualClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
