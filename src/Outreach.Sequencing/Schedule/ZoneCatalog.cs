using System.Buffers;
using System.Collections.Concurrent;

namespace Outreach.Sequencing;

/// <summary>The machine's time zones by IANA name, each prepared once. Safe for concurrent use; one an application is enough.</summary>
public sealed class ZoneCatalog
{
    /// <summary>Names come from imported contacts too, so what is remembered is bounded; there are about 600 real ones.</summary>
    private const int GreatestCount = 4_096;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/");

    private readonly ConcurrentDictionary<string, ZoneClock?> _zones = new(StringComparer.Ordinal);

    /// <summary>Finds a zone.</summary>
    /// <param name="name">An IANA name such as <c>Europe/Berlin</c>.</param>
    /// <returns>The zone, or <see langword="null"/> if the machine knows none of this name.</returns>
    public ZoneClock? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_zones.TryGetValue(name, out var zone))
        {
            return zone;
        }

        zone = Load(name);
        if (_zones.Count < GreatestCount)
        {
            _zones.TryAdd(name, zone);
        }

        return zone;
    }

    private static ZoneClock? Load(string name)
    {
        // Names become file names below the zone directory on most systems, so nothing else than a zone's name gets there.
        if (name.Length is 0 or > 64 || name[0] == '/' || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            return null;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? new ZoneClock(zone) : null;
    }
}
