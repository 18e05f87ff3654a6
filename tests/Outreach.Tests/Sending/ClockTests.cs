using Outreach.Testing;

namespace Outreach.Tests.Sending;

/// <summary>Clocks that jump, and clocks that are changed twice a year: nothing goes out twice, early, outside the window or beyond the cap.</summary>
public sealed class ClockTests
{
    private const int Contacts = 30;
    private const int Cap = 10;

    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly SendingSchedule Office = new()
    {
        TimeZone = "Etc/UTC", Opens = new TimeOnly(9, 0), Closes = new TimeOnly(17, 0), Days = DaysOfWeek.Weekdays,
    };

    /// <param name="hours">How far the clock jumps at noon on Tuesday, when the first two days' messages are out.</param>
    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(24 * 4)]
    [InlineData(24 * 20)]
    [InlineData(24 * 400)]
    [InlineData(-1)]
    [InlineData(-26)]
    [InlineData(-24 * 9)]
    public async Task Jump_OfTheClock_SendsNothingTwice_NorEarly_NorOutsideTheWindow_NorBeyondTheCap(int hours)
    {
        await using var harness = new CampaignHarness(new CampaignHarnessOptions { Start = Monday });
        harness.Sender = harness.Sender with { DailyCap = Cap, TimeZone = "Etc/UTC" };
        await harness.AddContactsAsync([.. Enumerable.Range(0, Contacts).Select(static i => new ContactDraft { Email = $"c{i}@x.example" })]);
        var id = await harness.StartAsync(Draft(Office, StepDelay.Days(2)));
        await harness.RunUntilAsync(Monday.AddHours(28), TestContext.Current.CancellationToken);
        Assert.Equal(2 * Cap, harness.Provider.Taken.Count);

        harness.Time.SetUtcNow(harness.Time.GetUtcNow().AddHours(hours));
        var campaign = await harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(CampaignStatus.Completed, campaign.Status);
        Assert.Equal(2 * Contacts, harness.Provider.Taken.Count);
        foreach (var address in harness.Provider.Taken.Select(static email => email.EnvelopeRecipient).Distinct())
        {
            var messages = harness.MessagesTo(address);
            Assert.Equal(2, messages.Count);
            Assert.True(messages[1].At - messages[0].At >= TimeSpan.FromDays(2), $"{address}: {messages[0].At:O}, {messages[1].At:O}");
        }

        Assert.All(harness.Provider.Taken, static email => Assert.InRange(email.At.TimeOfDay, TimeSpan.FromHours(9), TimeSpan.FromHours(17)));
        Assert.All(harness.Provider.Taken, static email => Assert.True(email.At.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)));
        Assert.All(harness.Provider.Taken.CountBy(static email => email.At.Date), static day => Assert.InRange(day.Value, 1, Cap));
    }

    [Theory]
    [InlineData("2026-03-27T09:00Z", "2026-03-30T08:00Z")] // the clocks of Berlin go forward on Sunday, 29 March,
    [InlineData("2026-10-23T08:00Z", "2026-10-26T09:00Z")] // and back on 25 October
    public async Task FollowUp_OverAChangeOfTheRecipientsClocks_ComesAtTheSameLocalTime(string first, string second)
    {
        var start = DateTimeOffset.Parse(first, System.Globalization.CultureInfo.InvariantCulture);
        await using var harness = new CampaignHarness(new CampaignHarnessOptions { Start = start });
        await harness.AddContactsAsync(new ContactDraft { Email = "anna@x.example", TimeZone = "Europe/Berlin" });
        var id = await harness.StartAsync(Draft(Office with { TimeZone = "America/New_York", UseRecipientTimeZone = true }, StepDelay.Days(3)));

        await harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(
            [start, DateTimeOffset.Parse(second, System.Globalization.CultureInfo.InvariantCulture)],
            harness.Provider.Taken.Select(static email => email.At));
    }

    [Theory]
    [InlineData("2026-03-28T23:00Z", 23)]
    [InlineData("2026-10-24T22:00Z", 25)]
    [InlineData("2026-06-13T22:00Z", 24)]
    public async Task DailyCap_OnADayOfAClockChange_HoldsForTheWholeLocalDay(string midnight, int hours)
    {
        var start = DateTimeOffset.Parse(midnight, System.Globalization.CultureInfo.InvariantCulture);
        await using var harness = new CampaignHarness(new CampaignHarnessOptions { Start = start });
        harness.Sender = harness.Sender with { DailyCap = Cap, TimeZone = "Europe/Berlin" };
        await harness.AddContactsAsync([.. Enumerable.Range(0, Contacts).Select(static i => new ContactDraft { Email = $"c{i}@x.example" })]);
        await harness.StartAsync(Draft(SendingSchedule.Always, StepDelay.Days(90)));

        await harness.RunForAsync(TimeSpan.FromDays(5), TestContext.Current.CancellationToken);

        Assert.Equal(
            [(start, Cap), (start.AddHours(hours), Cap), (start.AddHours(hours + 24), Cap)],
            harness.Provider.Taken.CountBy(static email => email.At).Select(static batch => (batch.Key, batch.Value)));
    }

    private static CampaignDraft Draft(SendingSchedule schedule, StepDelay delay) => new()
    {
        Name = "Clocks",
        Schedule = schedule,
        Steps = [SequenceStep.Create(EngineFixture.Template("Hello", "Hi {{ unsubscribe_url }}")), SequenceStep.Create(EngineFixture.Template("", "Again {{ unsubscribe_url }}"), delay)],
    };
}
