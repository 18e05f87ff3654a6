using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>Makes trackers of opens and clicks, where the host has one registered and serves what they write.</summary>
internal sealed class TrackerSource(IServiceProvider services, IOptions<OutreachOptions> options)
{
    private readonly IMessageTrackerFactory? _factory = services.GetService<IMessageTrackerFactory>();

    public bool CanTrack => _factory is not null && options.Value.PublicBaseUri is not null;

    public IMessageTracker Create(ITokenProtector tokens) =>
        _factory is { } factory && options.Value.PublicBaseUri is { } address
            ? factory.Create(tokens, address)
            : throw new InvalidOperationException("Nothing can be tracked: no tracker is registered, or OutreachOptions.PublicBaseUri is not set.");
}
