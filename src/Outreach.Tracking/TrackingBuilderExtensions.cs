using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Outreach;
using Outreach.Tracking;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds tracking to a host.</summary>
public static class TrackingBuilderExtensions
{
    /// <summary>
    /// Adds the tokens in addresses and links. Safe to call more than once. An <see cref="ITokenProtector"/> that is registered already stays.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets options; without keys there, something else must register an <see cref="ITokenProtector"/>.</param>
    public static IOutreachBuilder AddTracking(this IOutreachBuilder builder, Action<TrackingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<TrackingOptions>().ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TrackingOptions>, TrackingOptionsValidator>());
        builder.Services.TryAddSingleton<ITokenProtector>(static services => CreateProtector(services.GetRequiredService<IOptions<TrackingOptions>>()));
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        return builder;
    }

    /// <summary>
    /// Adds the tracker of links and opens, for campaigns that ask for it (<see cref="Campaign.Tracking"/>). Only for hosts that serve the addresses below
    /// <c>OutreachOptions.PublicBaseUri</c>: <c>/c/…</c> (<see cref="TrackedLink"/>) and <c>/o/…</c> (<see cref="TrackedPixel"/>). Safe to call more than once.
    /// </summary>
    /// <param name="builder">The builder.</param>
    public static IOutreachBuilder AddLinkTracking(this IOutreachBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<IMessageTrackerFactory, LinkTrackerFactory>();
        return builder;
    }

    private static TokenProtector CreateProtector(IOptions<TrackingOptions> options) => new(options.Value.CreateKeyRing()
        ?? throw new InvalidOperationException(
            "No key for tokens is set. Set Tracking:Keys:1 to at least 32 random bytes in base 64 (openssl rand -base64 32), for example by " +
            "AddTracking(tracking => tracking.Keys[\"1\"] = …), and keep it secret."));
}
