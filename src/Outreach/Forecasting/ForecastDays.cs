using Outreach.Sequencing;

namespace Outreach;

/// <summary>Counts the messages of a forecast by day and sender.</summary>
internal static class ForecastDays
{
    public static IReadOnlyList<ForecastDay> Count(
        IReadOnlyList<ForecastSend> sends, Campaign campaign, IReadOnlyDictionary<Guid, SenderAccount> senders, ZoneCatalog zones)
    {
        var zone = zones.Find(campaign.Schedule.TimeZone);
        var days = new SortedDictionary<DateOnly, Dictionary<Guid, long>>();
        foreach (var send in sends)
        {
            var date = DateOnly.FromDateTime((send.At + (zone?.OffsetAt(send.At) ?? TimeSpan.Zero)).UtcDateTime);
            if (!days.TryGetValue(date, out var bySender))
            {
                days.Add(date, bySender = []);
            }

            bySender[send.SenderAccountId] = bySender.GetValueOrDefault(send.SenderAccountId) + 1;
        }

        return
        [
            .. days.Select(day => new ForecastDay
            {
                Date = day.Key,
                Sent = day.Value.Values.Sum(),
                BySender = day.Value,
                FullSenders = [.. day.Value.Where(pair => senders.GetValueOrDefault(pair.Key)?.DailyCap <= pair.Value).Select(pair => pair.Key)],
            }),
        ];
    }
}
