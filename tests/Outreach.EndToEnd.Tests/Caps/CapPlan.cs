namespace Outreach.EndToEnd.Tests.Caps;

/// <summary>How large a test of caps is, and how fast its days pass.</summary>
/// <param name="Contacts">How many contacts get one message each; each fourth has a mailbox at Gmail.</param>
/// <param name="Senders">How many sender accounts share them.</param>
/// <param name="DailyCap">What each account may send a day.</param>
/// <param name="GmailRate">What Gmail gets.</param>
/// <param name="Day">How long a day of the campaign takes.</param>
/// <param name="ShortestLife">How soon after one kill comes the next.</param>
/// <param name="LongestLife">How late at most.</param>
/// <param name="Patience">When the test gives up.</param>
internal sealed record CapPlan(
    int Contacts, int Senders, int DailyCap, SendRate GmailRate, TimeSpan Day, TimeSpan ShortestLife, TimeSpan LongestLife, TimeSpan Patience)
{
    /// <summary>Four days of 100 messages and a rest; the rate is so low that a busy machine reaches it too.</summary>
    public static CapPlan Short { get; } = new(
        400, 2, 50, new SendRate(8, TimeSpan.FromHours(6)), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(20));

    /// <summary>20,000 messages for each of four workers: four days of 20,000 and a rest.</summary>
    public static CapPlan Long { get; } = new(
        80_000, 4, 5_000, new SendRate(1_500, TimeSpan.FromHours(6)), TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromHours(1));
}
