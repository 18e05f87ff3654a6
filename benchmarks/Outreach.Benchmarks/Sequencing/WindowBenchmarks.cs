using BenchmarkDotNet.Attributes;
using Outreach.Sequencing;

namespace Outreach.Benchmarks.Sequencing;

/// <summary>
/// The next opening of a window, in closed form. The baseline is one conversion by <see cref="TimeZoneInfo"/>, which a search by steps of 15
/// minutes would make up to 260 times for a weekend. Goal: at most 300 ns, no allocation.
/// </summary>
[MemoryDiagnoser]
public class WindowBenchmarks
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Friday = new(2026, 3, 27, 20, 0, 0, TimeSpan.Zero);
    private readonly ZoneCatalog _zones = new();
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private SendingWindow? _office;
    private SendingWindow? _holidays;
    private SendingWindow? _night;

    [GlobalSetup]
    public void Prepare()
    {
        var office = new SendingSchedule
        {
            TimeZone = "Europe/Berlin",
            Opens = new TimeOnly(9, 0),
            Closes = new TimeOnly(17, 0),
            Days = DaysOfWeek.Weekdays,
            Spread = TimeSpan.FromHours(2),
        };
        _zone = TimeZoneInfo.FindSystemTimeZoneById(office.TimeZone);
        _office = SendingWindow.Compile(office, _zones);
        _holidays = SendingWindow.Compile(
            office with { BlackoutDates = [.. Enumerable.Range(0, 14).Select(static i => new DateOnly(2026, 3, 30).AddDays(i))] }, _zones);
        _night = SendingWindow.Compile(office with { Opens = new TimeOnly(22, 0), Closes = new TimeOnly(2, 0) }, _zones);
    }

    [Benchmark(Baseline = true)]
    public TimeSpan OneConversionByTheFramework() => _zone.GetUtcOffset(Friday.UtcDateTime);

    [Benchmark]
    public DateTimeOffset? AlreadyOpen() => _office!.NextOpening(Monday, 1, _office.Zone);

    [Benchmark]
    public DateTimeOffset? OverAWeekendAndAChange() => _office!.NextOpening(Friday, 1, _office.Zone);

    [Benchmark]
    public DateTimeOffset? OverTwoWeeksOfHolidays() => _holidays!.NextOpening(Friday, 1, _holidays.Zone);

    [Benchmark]
    public DateTimeOffset? OverMidnight() => _night!.NextOpening(Monday, 1, _night.Zone);

    [Benchmark]
    public DateTimeOffset? FiveBusinessDays() => _office!.AddDelay(Monday, StepDelay.BusinessDays(5), _office.Zone);
}
