using System.Globalization;
using Outreach.Sequencing;

namespace Outreach;

/// <summary>Holds the daily number of each sender account, whose days begin at midnight in the account's time zone.</summary>
internal sealed class DailyCapGate(ZoneCatalog zones) : ISendGate
{
    private Day? _latest;

    public GateAnswer Check(GateContext context)
    {
        if (context.Sender.DailyCap is not { } cap)
        {
            return GateAnswer.Admit;
        }

        var day = DayOf(context.Sender, context.Now);
        context.Claim(new QuotaUse(new QuotaClaim(day.QuotaKey, cap), day.Ends, ReasonCodes.DailyCap));
        return GateAnswer.Admit;
    }

    /// <summary>Gets the key of the quota that holds an account's cap on the day of an instant.</summary>
    /// <returns>The key, or <see langword="null"/> if the account has no cap or its time zone is not known.</returns>
    public static string? FindKey(SenderAccount sender, DateTimeOffset now, ZoneCatalog zones) =>
        sender.DailyCap is null || zones.Find(sender.TimeZone) is null ? null : new Day(sender, now, zones).QuotaKey;

    private Day DayOf(SenderAccount sender, DateTimeOffset now)
    {
        // Most messages in a row come from few accounts on one day; the race between slots is harmless.
        var latest = _latest;
        if (latest is not null && latest.Holds(sender, now))
        {
            return latest;
        }

        return _latest = new Day(sender, now, zones);
    }

    private sealed class Day
    {
        private readonly Guid _senderId;
        private readonly string _timeZone;
        private readonly DateTimeOffset _begins;

        public Day(SenderAccount sender, DateTimeOffset now, ZoneCatalog zones)
        {
            _senderId = sender.Id;
            _timeZone = sender.TimeZone;
            var zone = zones.Find(sender.TimeZone)
                ?? throw new InvalidOperationException($"The time zone '{sender.TimeZone}' of sender account {sender.Id} is not known on this machine.");
            var date = DateOnly.FromDateTime((now + zone.OffsetAt(now)).UtcDateTime);
            _begins = Midnight(date, zone);
            Ends = Midnight(date.AddDays(1), zone);
            QuotaKey = string.Create(CultureInfo.InvariantCulture, $"sender/{sender.Id:N}/{date:yyyy-MM-dd}");
        }

        public string QuotaKey { get; }

        public DateTimeOffset Ends { get; }

        public bool Holds(SenderAccount sender, DateTimeOffset now) =>
            sender.Id == _senderId
            && now >= _begins
            && now < Ends
            && string.Equals(sender.TimeZone, _timeZone, StringComparison.Ordinal);

        /// <summary>The first moment of a date: where clocks skip midnight, the moment at which they go on.</summary>
        private static DateTimeOffset Midnight(DateOnly date, ZoneClock zone)
        {
            var local = date.ToDateTime(TimeOnly.MinValue);
            return zone.FirstInstant(local, new DateTimeOffset(local, TimeSpan.Zero).AddDays(-2))!.Value;
        }
    }
}
