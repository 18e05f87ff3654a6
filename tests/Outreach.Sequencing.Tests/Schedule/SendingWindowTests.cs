using System.Globalization;
using Outreach.TestServers;

namespace Outreach.Sequencing.Tests;

public sealed class SendingWindowTests
{
    private static readonly ZoneCatalog Zones = new();

    [Theory]
    // Monday 2026-03-02 is an ordinary working day; Berlin is at +1 then.
    [InlineData("2026-03-02T08:00Z", "2026-03-02T08:00Z")]
    [InlineData("2026-03-02T07:59Z", "2026-03-02T08:00Z")]
    [InlineData("2026-03-02T15:59Z", "2026-03-02T15:59Z")]
    [InlineData("2026-03-02T16:00Z", "2026-03-03T08:00Z")]
    [InlineData("2026-03-06T16:00Z", "2026-03-09T08:00Z")]
    [InlineData("2026-03-07T12:00Z", "2026-03-09T08:00Z")]
    // The clocks go forward on Sunday, 2026-03-29: Monday opens an hour earlier in UTC; and back on 2026-10-25.
    [InlineData("2026-03-27T20:00Z", "2026-03-30T07:00Z")]
    [InlineData("2026-10-23T20:00Z", "2026-10-26T08:00Z")]
    public void NextOpening_WorkingHoursInBerlin_MovesToTheNextOpening(string from, string expected) =>
        Assert.Equal(At(expected), Next(Office("Europe/Berlin"), from));

    [Theory]
    [InlineData("2026-03-02T23:00Z", "2026-03-02T23:00Z")]
    [InlineData("2026-03-03T01:59Z", "2026-03-03T01:59Z")]
    [InlineData("2026-03-03T02:00Z", "2026-03-03T22:00Z")]
    // The window belongs to the day on which it opens: Friday's runs into Saturday, Sunday's night has none.
    [InlineData("2026-03-07T01:00Z", "2026-03-07T01:00Z")]
    [InlineData("2026-03-07T03:00Z", "2026-03-09T22:00Z")]
    [InlineData("2026-03-09T01:00Z", "2026-03-09T22:00Z")]
    public void NextOpening_WindowOverMidnight_BelongsToTheDayOnWhichItOpens(string from, string expected)
    {
        var schedule = Office("Etc/UTC") with { Opens = new TimeOnly(22, 0), Closes = new TimeOnly(2, 0) };
        Assert.Equal(At(expected), Next(schedule, from));
    }

    [Theory]
    // Berlin, 2026-03-29: 02:00 becomes 03:00 at 01:00Z.
    [InlineData("02:30", "05:00", "2026-03-29T00:30Z", "2026-03-29T01:00Z")]
    [InlineData("02:15", "02:45", "2026-03-29T00:30Z", "2026-03-30T00:15Z")]
    [InlineData("01:00", "02:30", "2026-03-29T00:59Z", "2026-03-29T00:59Z")]
    [InlineData("01:00", "02:30", "2026-03-29T01:00Z", "2026-03-29T23:00Z")]
    // Berlin, 2026-10-25: 03:00 becomes 02:00 at 01:00Z.
    [InlineData("02:15", "02:45", "2026-10-25T00:00Z", "2026-10-25T00:15Z")]
    [InlineData("02:15", "02:45", "2026-10-25T00:50Z", "2026-10-25T01:15Z")]
    [InlineData("02:15", "02:45", "2026-10-25T01:50Z", "2026-10-26T01:15Z")]
    [InlineData("02:00", "02:30", "2026-10-25T00:40Z", "2026-10-25T01:00Z")]
    public void NextOpening_AtDaylightSavingChange_FollowsTheClockOnTheWall(string opens, string closes, string from, string expected)
    {
        var schedule = new SendingSchedule { TimeZone = "Europe/Berlin", Opens = Time(opens), Closes = Time(closes) };
        Assert.Equal(At(expected), Next(schedule, from));
    }

    [Fact]
    public void OffsetAt_EveryChangeOfTenYears_IsExactToTheTick()
    {
        foreach (var name in new[] { "Europe/Berlin", "America/Nuuk", "America/New_York", "Africa/Casablanca", "Australia/Lord_Howe", "Asia/Gaza" })
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
            var clock = Zones.Find(name)!;
            for (var hour = At("2018-01-01T00:00Z"); hour.Year < 2028; hour = hour.AddMinutes(30))
            {
                Assert.Equal(zone.GetUtcOffset(hour), clock.OffsetAt(hour));
                Assert.Equal(zone.GetUtcOffset(hour.AddTicks(-1)), clock.OffsetAt(hour.AddTicks(-1)));
            }
        }
    }

    [Fact]
    public void NextOpening_DayThatTheZoneSkipped_OpensOnTheNextDay()
    {
        // Samoa crossed the date line: 2011-12-30 did not exist there. 29 December, 18:00, was 04:00Z on the 30th.
        var schedule = new SendingSchedule { TimeZone = "Pacific/Apia", Opens = new TimeOnly(9, 0), Closes = new TimeOnly(17, 0) };
        Assert.Equal(At("2011-12-30T19:00Z"), Next(schedule, "2011-12-30T04:00Z"));
    }

    [Fact]
    public void NextOpening_BlackoutDates_AreLeftOut()
    {
        var schedule = Office("Etc/UTC") with { BlackoutDates = [new(2026, 12, 24), new(2026, 12, 25), new(2026, 12, 28)] };
        Assert.Equal(At("2026-12-29T09:00Z"), Next(schedule, "2026-12-23T17:00Z"));
    }

    [Fact]
    public void NextOpening_NoDays_IsNever()
    {
        var schedule = Office("Etc/UTC") with { Days = DaysOfWeek.None };
        Assert.Null(Next(schedule, "2026-03-02T08:00Z"));
        Assert.False(SendingWindow.Compile(schedule, Zones).CanOpen);
    }

    [Fact]
    public void NextOpening_LongBlackout_IsPassedOver()
    {
        var first = new DateOnly(2026, 1, 1);
        var schedule = Office("Etc/UTC") with { BlackoutDates = [.. Enumerable.Range(0, 3_652).Select(first.AddDays)] };
        Assert.Equal(At("2036-01-01T09:00Z"), Next(schedule, "2026-01-01T00:00Z"));
    }

    [Theory]
    [InlineData("9999-12-31T23:59Z")]
    [InlineData("9999-12-31T18:00Z")]
    public void NextOpening_AtTheEndOfTheCalendar_IsNever(string from) => Assert.Null(Next(Office("Asia/Tokyo"), from));

    [Fact]
    public void NextOpening_AtTheStartOfTheCalendar_IsFound()
    {
        var window = SendingWindow.Compile(Office("America/New_York"), Zones);
        Assert.True(window.NextOpening(DateTimeOffset.MinValue, 0, window.Zone) < DateTimeOffset.MinValue.AddDays(3));
    }

    [Fact]
    public void NextOpening_AlwaysOpen_IsTheSameInstant()
    {
        var window = SendingWindow.Compile(SendingSchedule.Always, Zones);
        var from = new DateTimeOffset(2026, 3, 2, 3, 4, 5, TimeSpan.FromHours(5));
        Assert.Equal(from, window.NextOpening(from, 1, window.Zone));
    }

    [Fact]
    public void NextOpening_Spread_ScattersOverTheSpreadButNotBeyondTheWindow()
    {
        var hour = SendingWindow.Compile(Office("Etc/UTC") with { Spread = TimeSpan.FromHours(1) }, Zones);
        var wide = SendingWindow.Compile(Office("Etc/UTC") with { Spread = TimeSpan.FromDays(3) }, Zones);
        var opening = At("2026-03-02T09:00Z");
        var offsets = new List<double>();
        for (var i = 0UL; i < 2_000; i++)
        {
            var seed = StableSeed.Add(42, i);
            var narrow = hour.NextOpening(At("2026-02-28T00:00Z"), seed, hour.Zone)!.Value;
            Assert.InRange(narrow, opening, opening.AddHours(1).AddTicks(-1));
            Assert.InRange(wide.NextOpening(At("2026-02-28T00:00Z"), seed, wide.Zone)!.Value, opening, opening.AddHours(8).AddTicks(-1));
            Assert.Equal(narrow, hour.NextOpening(At("2026-02-27T18:00Z"), seed, hour.Zone));
            offsets.Add((narrow - opening).TotalMinutes);
        }

        Assert.InRange(offsets.Average(), 28, 32);
        Assert.InRange(offsets.Max(), 59, 60);
    }

    [Fact]
    public void NextOpening_InsideTheWindow_IsNotSpread()
    {
        var window = SendingWindow.Compile(Office("Etc/UTC") with { Spread = TimeSpan.FromHours(4) }, Zones);
        var from = At("2026-03-02T09:30Z");
        Assert.Equal(from, window.NextOpening(from, 77, window.Zone));
    }

    [Theory]
    [InlineData("America/New_York", "2026-03-02T14:00Z")]
    [InlineData("Mars/Olympus", "2026-03-02T08:00Z")]
    [InlineData("../../etc/passwd", "2026-03-02T08:00Z")]
    [InlineData("", "2026-03-02T08:00Z")]
    [InlineData(null, "2026-03-02T08:00Z")]
    public void ZoneFor_RecipientsZone_CountsWhereItIsKnown(string? contactZone, string expected)
    {
        var window = SendingWindow.Compile(Office("Europe/Berlin") with { UseRecipientTimeZone = true }, Zones);
        var contact = Some.Contact with { TimeZone = contactZone };
        Assert.Equal(At(expected), window.NextOpening(At("2026-03-02T00:00Z"), 0, window.ZoneFor(contact)));
    }

    [Fact]
    public void ZoneFor_ScheduleUsesTheCampaignsZone_IgnoresTheRecipients()
    {
        var window = SendingWindow.Compile(Office("Europe/Berlin"), Zones);
        Assert.Same(window.Zone, window.ZoneFor(Some.Contact with { TimeZone = "America/New_York" }));
    }

    [Fact]
    public void Compile_UnknownZone_SaysWhatToDo()
    {
        var exception = Assert.Throws<ArgumentException>(() => SendingWindow.Compile(Office("Europe/Atlantis"), Zones));
        Assert.Contains("'Europe/Atlantis' is not known on this machine. Use an IANA name", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NextOpening_WarmZone_AllocatesNothing()
    {
        var window = SendingWindow.Compile(Office("Europe/Berlin"), Zones);
        var contact = Some.Contact with { TimeZone = "Asia/Kathmandu" };
        var from = At("2026-03-28T20:00Z");
        Assert.Equal(0, await Allocation.LeastAsync(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                _ = window.NextOpening(from, (ulong)i, window.ZoneFor(contact));
                _ = window.AddDelay(from, StepDelay.BusinessDays(4), window.Zone);
            }
        }));
    }

    [Theory]
    // Friday, 10:00 in Berlin.
    [InlineData(0, DelayUnit.Days, "2026-03-27T09:00Z")]
    [InlineData(36, DelayUnit.Hours, "2026-03-28T21:00Z")]
    [InlineData(3, DelayUnit.Days, "2026-03-30T08:00Z")]
    [InlineData(1, DelayUnit.BusinessDays, "2026-03-30T08:00Z")]
    [InlineData(5, DelayUnit.BusinessDays, "2026-04-03T08:00Z")]
    [InlineData(6, DelayUnit.BusinessDays, "2026-04-07T08:00Z")]
    [InlineData(261, DelayUnit.BusinessDays, "2027-03-30T08:00Z")]
    public void AddDelay_FromAFriday_KeepsTheLocalTime(int amount, DelayUnit unit, string expected)
    {
        // Easter Monday is a blackout date.
        var window = SendingWindow.Compile(Office("Europe/Berlin") with { BlackoutDates = [new(2026, 4, 6)] }, Zones);
        Assert.Equal(At(expected), window.AddDelay(At("2026-03-27T09:00Z"), new StepDelay(amount, unit), window.Zone));
    }

    [Theory]
    // 02:30 in Berlin is skipped on 2026-03-29 and comes twice on 2026-10-25.
    [InlineData("2026-03-28T01:30Z", "2026-03-29T01:00Z")]
    [InlineData("2026-10-24T00:30Z", "2026-10-25T00:30Z")]
    public void AddDelay_DayIntoAChange_TakesTheMomentOfTheChangeOrTheFirst(string from, string expected)
    {
        var window = SendingWindow.Compile(Office("Europe/Berlin"), Zones);
        Assert.Equal(At(expected), window.AddDelay(At(from), StepDelay.Days(1), window.Zone));
    }

    [Theory]
    [InlineData(DelayUnit.Hours)]
    [InlineData(DelayUnit.Days)]
    [InlineData(DelayUnit.BusinessDays)]
    public void AddDelay_BeyondTheCalendar_IsNever(DelayUnit unit)
    {
        var window = SendingWindow.Compile(Office("Europe/Berlin"), Zones);
        Assert.Null(window.AddDelay(At("9990-01-01T00:00Z"), new StepDelay(int.MaxValue, unit), window.Zone));
        Assert.Equal(At("2026-01-01T00:00Z"), window.AddDelay(At("2026-01-01T00:00Z"), new StepDelay(-5, unit), window.Zone));
    }

    [Fact]
    public void AddDelay_BusinessDays_EqualsCountingDayByDay()
    {
        var random = new Random(7);
        for (var run = 0; run < 400; run++)
        {
            var days = (DaysOfWeek)random.Next(1, 128);
            var start = new DateOnly(2026, 1, 1).AddDays(random.Next(400));
            var blackouts = Enumerable.Range(0, random.Next(40)).Select(_ => start.AddDays(random.Next(90))).ToHashSet();
            var window = SendingWindow.Compile(new SendingSchedule { Days = days, BlackoutDates = [.. blackouts] }, Zones);
            var amount = random.Next(1, 60);
            var expected = start;
            for (var left = amount; left > 0;)
            {
                expected = expected.AddDays(1);
                left -= days.HasFlag((DaysOfWeek)(1 << (int)expected.DayOfWeek)) && !blackouts.Contains(expected) ? 1 : 0;
            }

            var from = new DateTimeOffset(start, new TimeOnly(10, 0), TimeSpan.Zero);
            var found = window.AddDelay(from, StepDelay.BusinessDays(amount), window.Zone)!.Value;
            Assert.Equal(new DateTimeOffset(expected, new TimeOnly(10, 0), TimeSpan.Zero), found);
        }
    }

    private static SendingSchedule Office(string zone) => new()
    {
        TimeZone = zone,
        Opens = new TimeOnly(9, 0),
        Closes = new TimeOnly(17, 0),
        Days = DaysOfWeek.Weekdays,
    };

    private static DateTimeOffset? Next(SendingSchedule schedule, string from)
    {
        var window = SendingWindow.Compile(schedule, Zones);
        return window.NextOpening(At(from), 0, window.Zone);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static TimeOnly Time(string text) => TimeOnly.Parse(text, CultureInfo.InvariantCulture);
}
