using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Outreach.Sequencing;

namespace Outreach;

/// <summary>
/// Puts together the services of a forecast: the host's own, but for what reaches outside (stores, providers, chat clients, hosted services,
/// logs), signatures and the clock. Services that the host registered as instances are shared with it.
/// </summary>
internal static class ForecastServices
{
    public static ServiceProvider Build(
        HostServices host, IContactPlaces places, ForecastRun run, VirtualTimeProvider clock, IEnumerable<(string Name, Channel Channel)> providers)
    {
        var services = new ServiceCollection();
        foreach (var descriptor in host.Services.Where(static descriptor => !ReachesOutside(descriptor.ServiceType)))
        {
            services.Add(descriptor);
        }

        services.AddSingleton<TimeProvider>(clock);

        // Nobody dies and nothing grows old while a forecast is made.
        var standing = new VirtualTimeProvider(clock.GetUtcNow());
        services.AddKeyedSingleton<TimeProvider>(LeaseClock.ServiceKey, standing);
        // Pipelines are only read, so the host's own are used.
        services.AddSingleton(places);
        services.AddSingleton<IPersonalizer, Templating.FallbackPersonalizer>();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(_ => OutreachMetrics.OfForecast());

        // Files and tracking change nothing about what is sent when, and cost more than all the rest.
        services.AddSingleton(provider => new AttachmentLoader(provider.GetRequiredService<IAttachmentStore>()) { LeavesOut = true });

        // A signature changes nothing about what is sent when, and costs more than all the rest.
        services.AddSingleton(Options.Create(new DkimOptions()));
        var nobody = new EventSubscriptions([], clock);
        services.AddSingleton(nobody);
        services.AddSingleton(new InMemoryDatabase(standing, nobody) { IsLean = true });
        new OutreachBuilder(services).UseInMemoryStore();
        foreach (var (name, channel) in providers)
        {
            services.AddKeyedSingleton<IMessageProvider>(name, (_, _) => new ModelProvider(run, channel));
        }

        return services.BuildServiceProvider();
    }

    private static bool ReachesOutside(Type service) =>
        service == typeof(IHostedService)
        || service == typeof(IMessageProvider)
        || service == typeof(TimeProvider)
        || service == typeof(ILoggerFactory)
        || service == typeof(ILoggerProvider)
        || service == typeof(InMemoryDatabase)
        || service == typeof(ISendLedger)
        || service == typeof(IPersonalizer)
        || service == typeof(IEvidenceSource)
        || service == typeof(OutreachMetrics)
        || service == typeof(AttachmentLoader)
        || service == typeof(IAttachmentStore)
        || service == typeof(IMessageTrackerFactory)
        || service == typeof(IEventOutbox)
        || service == typeof(IPersonalDataStore)
        || service == typeof(IRetentionStore)
        || service == typeof(IContactStore)
        || service == typeof(ICampaignStore)
        || service == typeof(IParticipantStore)
        || service == typeof(ISuppressionStore)
        || service == typeof(ISenderAccountStore)
        || service == typeof(EventSubscription)
        || service == typeof(EventSubscriptions)
        || service == typeof(IContactPlaces)
        || service == typeof(IRecipientListStore)
        || service == typeof(IPipelineStore)
        || service == typeof(IStoredMessageStore)
        || service == typeof(ILeadStore)
        || service == typeof(ITemplatePresetStore)
        || service == typeof(ITriggerStore)
        || service == typeof(IReputationStore)
        || service == typeof(IRecommendationStore)
        || service == typeof(IMetadataStore)
        || service == typeof(IDeliveryEventStore)
        || service == typeof(IReplyClassifier)
        || string.Equals(service.Namespace, "Microsoft.Extensions.AI", StringComparison.Ordinal);
}
