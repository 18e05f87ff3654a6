namespace Outreach;

/// <summary>What is written down of a run: every message, and what put messages off.</summary>
internal sealed class ForecastNotes
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Code, string Name), (long Count, HashSet<int> Days)> _limits = [];

    public List<ForecastSend> Sends { get; } = [];

    public void Sent(SendRecord send) =>
        Sends.Add(new ForecastSend(send.IntentAt, send.ContactId, send.StepIndex, send.VariantId, send.SenderAccountId) { Role = send.Role });

    public void Deferred(DecisionReason reason, DateTimeOffset at)
    {
        if (reason.Code is ReasonCodes.Enrolled or ReasonCodes.Scheduled or ReasonCodes.WaitingForReply)
        {
            // Put back as it was: nothing limits it.
            return;
        }

        var key = (reason.Code, NameOf(reason.Detail));
        if (!_limits.TryGetValue(key, out var limit))
        {
            limit = (0, []);
        }

        limit.Days.Add((int)(at - DateTimeOffset.UnixEpoch).TotalDays);
        _limits[key] = (limit.Count + 1, limit.Days);
    }

    public IReadOnlyList<ForecastLimit> Limits() =>
    [
        .. _limits.Select(limit => new ForecastLimit { Code = limit.Key.Code, Name = limit.Key.Name, Deferrals = limit.Value.Count, Days = limit.Value.Days.Count })
            .OrderByDescending(limit => limit.Deferrals)
            .ThenBy(limit => limit.Code, StringComparer.Ordinal)
            .ThenBy(limit => limit.Name, StringComparer.Ordinal),
    ];

    /// <summary>A quota's key ends with its period, which is left out.</summary>
    private string NameOf(string? detail)
    {
        if (detail is null)
        {
            return "";
        }

        if (!_names.TryGetValue(detail, out var name))
        {
            var slash = detail.LastIndexOf('/');
            _names[detail] = name = slash < 0 ? detail : detail[..slash];
        }

        return name;
    }
}
