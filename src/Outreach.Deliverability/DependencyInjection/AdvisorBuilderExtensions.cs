using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Outreach;
using Outreach.Deliverability;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the advisor to a host.</summary>
public static class AdvisorBuilderExtensions
{
    /// <summary>
    /// Adds the <see cref="IAdvisor"/>, which also looks at each campaign in the background: when it ends, and again two days later, when opens, bounces and complaints have had
    /// time to come. Add it in every process that changes campaigns or sends. It needs <c>AddOutreach</c> with a store; with <c>AddReputation</c> it also sees the rates of
    /// domains. Safe to call more than once.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets what the advisor is told; validated when the host starts.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddAdvisor(this IOutreachBuilder builder, Action<AdvisorOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddDeliverability();
        var services = builder.Services;
        services.AddOptions<AdvisorOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AdvisorOptions>, AdvisorOptionsRules>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton<AdviceReader>();
        services.TryAddSingleton<DomainAdvice>();
        services.TryAddSingleton<BulkSenderAdvice>();
        services.TryAddSingleton<IAdvisor, Advisor>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ILaunchCheck, ListLaunchCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, AdvisorWorker>());
        return builder.AddEventSubscription(new EventSubscription(
            "outreach.advisor", [EventTypes.CampaignCompleted], static provider => new AdvisorPublisher(provider.GetRequiredService<IRecommendationStore>())));
    }
}
