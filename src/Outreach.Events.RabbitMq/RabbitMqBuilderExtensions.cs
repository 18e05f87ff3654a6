using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Outreach;
using Outreach.Events.RabbitMq;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds RabbitMQ.</summary>
public static class RabbitMqBuilderExtensions
{
    /// <summary>The name under which events wait in the outbox for the broker.</summary>
    private const string SubscriptionName = "rabbitmq";

    /// <summary>
    /// Publishes events to RabbitMQ from the outbox: at least once, in the order of each subject apart from retries, with the same message id
    /// each time. Add it in every process that changes campaigns or sends. Safe to call more than once.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the broker; validated when the host starts.</param>
    /// <param name="eventTypes">The names of the events to publish, see <see cref="EventTypes"/>; <see langword="null"/> for all.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddRabbitMqEvents(
        this IOutreachBuilder builder, Action<RabbitMqOptions>? configure = null, IEnumerable<string>? eventTypes = null)
    {
        AddBroker(builder, configure);
        builder.Services.TryAddSingleton<RabbitMqEventPublisher>();
        return builder.AddEventSubscription(
            new EventSubscription(SubscriptionName, eventTypes, services => services.GetRequiredService<RabbitMqEventPublisher>()));
    }

    /// <summary>
    /// Reads messages of contacts that other systems received from a queue, and stops or moves on the participants that they belong to. The
    /// contract is in docs/reference/events.md. Safe to call more than once.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the queue; validated when the host starts.</param>
    /// <param name="configureBroker">Sets the broker, unless <see cref="AddRabbitMqEvents"/> does.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddRabbitMqInbound(
        this IOutreachBuilder builder, Action<RabbitMqInboundOptions>? configure = null, Action<RabbitMqOptions>? configureBroker = null)
    {
        AddBroker(builder, configureBroker);
        builder.Services.AddOptions<RabbitMqInboundOptions>().ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RabbitMqInboundOptions>, RabbitMqInboundOptionsValidator>());
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RabbitMqInboundWorker>());
        return builder;
    }

    private static void AddBroker(IOutreachBuilder builder, Action<RabbitMqOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<RabbitMqOptions>().ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RabbitMqOptions>, RabbitMqOptionsValidator>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RabbitMqOptions>, RabbitMqOptionsRules>());
        builder.Services.TryAddSingleton<RabbitMqConnector>();
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }
    }
}
