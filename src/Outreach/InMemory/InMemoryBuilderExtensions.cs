using Microsoft.Extensions.DependencyInjection.Extensions;
using Outreach;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses the in-memory store.</summary>
public static class InMemoryBuilderExtensions
{
    /// <summary>
    /// Keeps everything in memory: for tests, forecasts and trying things out. All is lost when the process ends, so what was sent can't be
    /// known afterwards; for real campaigns use a database.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder UseInMemoryStore(this IOutreachBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.TryAddKeyedSingleton(LeaseClock.ServiceKey, TimeProvider.System);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<EventSubscriptions>();
        services.TryAddSingleton(provider => new InMemoryDatabase(
            provider.GetRequiredKeyedService<TimeProvider>(LeaseClock.ServiceKey), provider.GetRequiredService<EventSubscriptions>()));
        services.Replace(ServiceDescriptor.Singleton<IDueSignal>(provider => provider.GetRequiredService<InMemoryDatabase>().Due));
        services.Replace(ServiceDescriptor.Singleton<IContactStore, InMemoryContactStore>());
        services.Replace(ServiceDescriptor.Singleton<ICampaignStore, InMemoryCampaignStore>());
        services.Replace(ServiceDescriptor.Singleton<IParticipantStore, InMemoryParticipantStore>());
        services.Replace(ServiceDescriptor.Singleton<ISuppressionStore, InMemorySuppressionStore>());
        services.Replace(ServiceDescriptor.Singleton<ISenderAccountStore, InMemorySenderAccountStore>());
        services.Replace(ServiceDescriptor.Singleton<IAttachmentStore, InMemoryAttachmentStore>());
        services.Replace(ServiceDescriptor.Singleton<IRecipientListStore, InMemoryRecipientListStore>());
        services.Replace(ServiceDescriptor.Singleton<IPipelineStore, InMemoryPipelineStore>());
        services.Replace(ServiceDescriptor.Singleton<IStoredMessageStore, InMemoryStoredMessageStore>());
        services.Replace(ServiceDescriptor.Singleton<ILeadStore, InMemoryLeadStore>());
        services.Replace(ServiceDescriptor.Singleton<ITemplatePresetStore, InMemoryTemplatePresetStore>());
        services.Replace(ServiceDescriptor.Singleton<ITriggerStore, InMemoryTriggerStore>());
        services.Replace(ServiceDescriptor.Singleton<IReputationStore, InMemoryReputationStore>());
        services.Replace(ServiceDescriptor.Singleton<IRecommendationStore, InMemoryRecommendationStore>());
        services.Replace(ServiceDescriptor.Singleton<IMetadataStore, InMemoryMetadataStore>());
        services.Replace(ServiceDescriptor.Singleton<IDeliveryEventStore, InMemoryDeliveryEventStore>());
        services.Replace(ServiceDescriptor.Singleton<IEventOutbox, InMemoryEventOutbox>());
        services.Replace(ServiceDescriptor.Singleton<IPersonalDataStore, InMemoryPersonalDataStore>());
        services.Replace(ServiceDescriptor.Singleton<IRetentionStore, InMemoryRetentionStore>());
        services.Replace(ServiceDescriptor.Singleton<ISendLedger, InMemorySendLedger>());
        return builder;
    }
}
