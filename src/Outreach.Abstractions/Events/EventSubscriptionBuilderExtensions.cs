using Outreach;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Subscribes to events.</summary>
public static class EventSubscriptionBuilderExtensions
{
    /// <summary>Adds a subscription; one whose name is there already is left out, so that adding it twice does no harm.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="subscription">The subscription.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddEventSubscription(this IOutreachBuilder builder, EventSubscription subscription)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(subscription);
        if (!builder.Services.Any(service => service.ImplementationInstance is EventSubscription present && present.Name == subscription.Name))
        {
            builder.Services.AddSingleton(subscription);
        }

        return builder;
    }
}
