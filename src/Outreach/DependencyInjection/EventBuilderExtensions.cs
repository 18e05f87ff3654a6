using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Outreach;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the host's own handlers of events.</summary>
public static class EventBuilderExtensions
{
    /// <summary>
    /// Runs a handler after what it is interested in was committed, at least once an event; see <see cref="IOutreachEventHandler"/>. Add it in
    /// every process that changes campaigns or sends, so that the events are kept for it; <see cref="EventOptions.IsDispatcher"/> tells which
    /// of them run it.
    /// </summary>
    /// <typeparam name="THandler">The handler; made anew for each event, in a scope of its own, unless the host has registered it otherwise.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="eventTypes">The names of the events, see <see cref="EventTypes"/>; <see langword="null"/> for all.</param>
    /// <param name="name">
    /// The name under which events wait for the handler, <see langword="null"/> for the full name of its type. Give one before the type is
    /// renamed, or what waits under the old name is not delivered.
    /// </param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddEventHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IOutreachBuilder builder, IEnumerable<string>? eventTypes = null, string? name = null)
        where THandler : class, IOutreachEventHandler
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddScoped<THandler>();
        return builder.AddEventSubscription(new EventSubscription(
            name ?? typeof(THandler).FullName!,
            eventTypes,
            services => ActivatorUtilities.CreateInstance<EventHandlerPublisher>(
                services, (Func<IServiceProvider, IOutreachEventHandler>)(scope => scope.GetRequiredService<THandler>()))));
    }
}
