using System.Globalization;
using Outreach.Sequencing;

namespace Outreach.Samples;

/// <summary>The virtual time that all processes of a run share: it is stored with the data before the clock moves.</summary>
internal sealed class SampleClock(VirtualTimeProvider clock, IMetadataStore metadata)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Finds the time that a run has reached.</summary>
    public async Task<DateTimeOffset> FindTimeAsync(CancellationToken cancellationToken) =>
        await metadata.GetAsync(MetadataKeys.VirtualNow, cancellationToken) is { } stored
            ? DateTimeOffset.ParseExact(stored, "O", CultureInfo.InvariantCulture)
            : Now;

    /// <summary>Moves on to the time that a run has reached.</summary>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        if (await FindTimeAsync(cancellationToken) is var time && time > Now)
        {
            clock.AdvanceTo(time);
        }
    }

    /// <summary>Moves the time for all processes.</summary>
    public async Task MoveAsync(DateTimeOffset next, CancellationToken cancellationToken)
    {
        // Time moves on by a second at least, whatever the stores say.
        var target = next > Now ? next : Now.AddSeconds(1);
        await metadata.SetAsync(MetadataKeys.VirtualNow, target.ToString("O", CultureInfo.InvariantCulture), cancellationToken);
        clock.AdvanceTo(target);
    }
}
