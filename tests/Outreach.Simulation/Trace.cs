using System.Globalization;

namespace Outreach.Simulation;

/// <summary>Everything that happened, in order, as one hash: two runs of one seed are the same if and only if it is.</summary>
/// <param name="output">Where each line is written, too, or <see langword="null"/>.</param>
internal sealed class Trace(TextWriter? output)
{
    // FNV-1a, 64 bits.
    private ulong _hash = 14_695_981_039_346_656_037;

    public ulong Hash => _hash;

    public long Lines { get; private set; }

    public void Add(DateTimeOffset at, string who, string what)
    {
        Lines++;
        Add(at.UtcTicks.ToString(CultureInfo.InvariantCulture));
        Add(who);
        Add(what);
        output?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at:MM-dd HH:mm:ss.fffffff} {who,-9} {what}"));
    }

    private void Add(string text)
    {
        foreach (var character in text)
        {
            _hash = (_hash ^ character) * 1_099_511_628_211;
        }

        _hash = (_hash ^ 0xFFFF) * 1_099_511_628_211;
    }
}
