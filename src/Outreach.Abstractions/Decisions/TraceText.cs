using System.Globalization;

namespace Outreach;

/// <summary>
/// The decision trace of a participant as stores keep it: one short line an entry, the latest <see cref="MostLength"/> characters. A store
/// appends <see cref="Write"/> to what it has and keeps the end of it, in the statement that moves the participant; nothing is read.
/// </summary>
public static class TraceText
{
    /// <summary>How many characters of a trace a store keeps, about 25 to 40 entries.</summary>
    public const int MostLength = 1_500;

    /// <summary>How many characters of a reason's detail are kept.</summary>
    public const int MostDetail = 80;

    /// <summary>Writes an entry. Each begins with a line feed, so that one that was cut off at its front can be told.</summary>
    public static string Write(TraceEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"\n{entry.At.ToUnixTimeSeconds()}\t{entry.StepIndex}\t{entry.Until?.ToUnixTimeSeconds()}\t{entry.Reason.Code}\t{Clean(entry.Reason.Detail)}");
    }

    /// <summary>Appends an entry, as stores do.</summary>
    /// <param name="trace">The trace so far, or <see langword="null"/>.</param>
    /// <param name="entry">The entry.</param>
    public static string Append(string? trace, TraceEntry entry)
    {
        var all = trace + Write(entry);
        return all.Length <= MostLength ? all : all[^MostLength..];
    }

    /// <summary>Reads a trace, oldest first. What can't be read, such as an entry that was cut off, is left out.</summary>
    public static IReadOnlyList<TraceEntry> Read(string? trace)
    {
        var entries = new List<TraceEntry>();
        foreach (var line in (trace ?? "").Split('\n').Skip(1))
        {
            if (line.Split('\t') is [var at, var step, var until, { Length: > 0 } code, var detail]
                && TryReadTime(at, out var time)
                && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            {
                entries.Add(new TraceEntry
                {
                    At = time,
                    StepIndex = index,
                    Until = TryReadTime(until, out var later) ? later : null,
                    Reason = new DecisionReason(code, detail.Length == 0 ? null : detail),
                });
            }
        }

        return entries;
    }

    private static bool TryReadTime(string text, out DateTimeOffset time)
    {
        var isRead = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds()
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        time = isRead ? DateTimeOffset.FromUnixTimeSeconds(seconds) : default;
        return isRead;
    }

    private static string Clean(string? detail)
    {
        var cut = detail is null ? "" : detail.Length <= MostDetail ? detail : detail[..MostDetail];
        return string.Concat(cut.Select(static c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c));
    }
}
