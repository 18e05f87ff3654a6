namespace Outreach;

/// <summary>What became of the messages of one sender, domain or address in one period.</summary>
/// <param name="Scope">Whose messages.</param>
/// <param name="Key">The sender, domain or address, as <see cref="ReputationScope"/> says.</param>
/// <param name="MailboxProvider">The recipients' mailbox provider for addresses; empty for all together.</param>
/// <param name="Period">When the period began, a multiple of <see cref="Length"/> since 1970-01-01 UTC.</param>
/// <param name="Tally">What became of them.</param>
public readonly record struct DeliveryCount(ReputationScope Scope, string Key, string MailboxProvider, DateTimeOffset Period, DeliveryTally Tally)
{
    /// <summary>Gets the length of a period.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Gets the period of a time.</summary>
    public static DateTimeOffset PeriodOf(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % Length.Ticks), TimeSpan.Zero);
}
