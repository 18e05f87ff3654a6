using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Outreach.Storage.EfCore;

/// <summary>Registers the stores that all databases share.</summary>
internal static class EfStoreServices
{
    /// <summary>The key under which hosts can register another clock for leases; real time, even when campaigns run on virtual time.</summary>
    public const string LeaseClockKey = "Outreach.LeaseClock";

    /// <summary>Registers the stores over the <see cref="OutreachDatabase"/> that the caller has registered, in place of any others.</summary>
    public static void UseEfStores(this IServiceCollection services)
    {
        services.TryAddKeyedSingleton(LeaseClockKey, TimeProvider.System);
        services.Replace(ServiceDescriptor.Singleton<IDueSignal>(provider => provider.GetRequiredService<OutreachDatabase>().Due));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<EventSubscriptions>();
        services.Replace(ServiceDescriptor.Singleton<IEventOutbox>(provider => new EfEventOutbox(
            provider.GetRequiredService<OutreachDatabase>(),
            provider.GetRequiredService<EventSubscriptions>(),
            provider.GetRequiredKeyedService<TimeProvider>(LeaseClockKey))));
        services.Replace(ServiceDescriptor.Singleton<ICampaignStore, EfCampaignStore>());
        services.Replace(ServiceDescriptor.Singleton<IPersonalDataStore, EfPersonalDataStore>());
        services.Replace(ServiceDescriptor.Singleton<IRetentionStore, EfRetentionStore>());
        services.Replace(ServiceDescriptor.Singleton<ISenderAccountStore, EfSenderAccountStore>());
        services.Replace(ServiceDescriptor.Singleton<IAttachmentStore, EfAttachmentStore>());
        services.Replace(ServiceDescriptor.Singleton<IRecipientListStore, EfRecipientListStore>());
        services.Replace(ServiceDescriptor.Singleton<IPipelineStore, EfPipelineStore>());
        services.Replace(ServiceDescriptor.Singleton<IStoredMessageStore, EfStoredMessageStore>());
        services.Replace(ServiceDescriptor.Singleton<ILeadStore, EfLeadStore>());
        services.Replace(ServiceDescriptor.Singleton<ITemplatePresetStore, EfTemplatePresetStore>());
        services.Replace(ServiceDescriptor.Singleton<ITriggerStore, EfTriggerStore>());
        services.Replace(ServiceDescriptor.Singleton<IReputationStore, EfReputationStore>());
        services.Replace(ServiceDescriptor.Singleton<IRecommendationStore, EfRecommendationStore>());
        services.Replace(ServiceDescriptor.Singleton<IMetadataStore, EfMetadataStore>());
        services.Replace(ServiceDescriptor.Singleton<IDeliveryEventStore, EfDeliveryEventStore>());
    }
}
