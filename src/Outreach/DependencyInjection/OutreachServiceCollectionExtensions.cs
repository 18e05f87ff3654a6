using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Outreach;
using Outreach.Sequencing;
using Outreach.Templating;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Outreach to a host.</summary>
public static class OutreachServiceCollectionExtensions
{
    /// <summary>
    /// Adds the engine: campaigns, sending, inbound mail, contact import. Choose a store and a provider on the builder that it returns.
    /// Safe to call more than once. Every part that is registered before stays, so hosts can replace any of them.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The builder, for stores, providers and the worker.</returns>
    public static IOutreachBuilder AddOutreach(this IServiceCollection services, Action<OutreachOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLogging();
        services.AddOptions<OutreachOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OutreachOptions>, OutreachOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OutreachOptions>, OutreachOptionsRules>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton(LeaseClock.ServiceKey, TimeProvider.System);
        services.TryAddSingleton<TemplateEngine>();
        services.TryAddSingleton<ITemplateEngine>(provider => provider.GetRequiredService<TemplateEngine>());
        services.TryAddSingleton<EmailTemplateCompiler>();
        services.TryAddSingleton<IPersonalizer>(static provider =>
            provider.GetService<IChatClient>() is { } client ? new ChatClientPersonalizer(client) : new FallbackPersonalizer());
        services.TryAddSingleton<ZoneCatalog>();
        AddCampaigns(services);
        AddSending(services);
        AddEvents(services);
        AddPrivacy(services);
        TriggerBuilderExtensions.AddTriggerServices(services);
        ReputationBuilderExtensions.AddReputationServices(services);
        services.TryAddSingleton<Conversations>();
        services.TryAddSingleton<InboundMatcher>();
        services.TryAddSingleton<EventReactions>();
        services.TryAddSingleton<ReplySentiments>();
        services.TryAddSingleton<EventTargetFinder>();
        services.TryAddSingleton<IExternalEventHandler, ExternalEventHandler>();
        services.TryAddSingleton<IProviderEventHandler, ProviderEventHandler>();
        services.TryAddSingleton<IInboundMailHandler, InboundMailHandler>();
        services.TryAddSingleton(new HostServices(services));
        services.TryAddSingleton<ForecastHistory>();
        services.TryAddSingleton<ForecastCopy>();
        services.TryAddSingleton<IForecaster, Forecaster>();
        services.TryAddSingleton<IMessagePreview, MessagePreview>();
        services.TryAddSingleton<IContactImporter, ContactImporter>();
        services.TryAddSingleton<ISuppressionLists, SuppressionLists>();
        return new OutreachBuilder(services);
    }

    /// <summary>Runs the send loop in this process for the life of the host. Safe to call more than once.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddWorker(this IOutreachBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SendWorker>());
        return builder;
    }

    private static void AddCampaigns(IServiceCollection services)
    {
        services.TryAddSingleton<ICampaignService, CampaignService>();
        services.TryAddSingleton<ISequenceEditor, SequenceEditor>();
        services.TryAddSingleton<VersionMover>();
        services.TryAddSingleton<LaunchChecker>();
        services.TryAddSingleton<SenderChecks>();
        services.TryAddSingleton<StreamChecks>();
        services.TryAddSingleton<ContentChecks>();
        services.TryAddSingleton<FileChecks>();
        services.TryAddSingleton<AudienceChecks>();
        services.TryAddSingleton<PipelineChecks>();
        services.TryAddSingleton<ReplyChecks>();
        services.TryAddSingleton<AudienceReader>();
        services.TryAddSingleton<IContactPlaces, StoredContactPlaces>();
        services.TryAddSingleton<IGroupSources, GroupSources>();
        services.TryAddSingleton<ISequencePresets, SequencePresets>();
        services.TryAddSingleton<FactReader>();
        services.TryAddSingleton<IDecisionTrace, DecisionTrace>();
        services.TryAddSingleton<AudienceEnrolment>();
        services.TryAddSingleton<CampaignCompletion>();
        services.TryAddSingleton<CampaignRuntimeCache>();
        services.TryAddSingleton<ContentCompiler>();
        services.TryAddSingleton<TokenSource>();
        services.TryAddSingleton<FragmentWriter>();
        services.TryAddSingleton<TrackerSource>();
        services.TryAddSingleton<AttachmentLoader>();
        services.TryAddSingleton<IAttachmentService, AttachmentService>();
    }

    private static void AddSending(IServiceCollection services)
    {
        services.TryAddSingleton<ISendEngine, SendEngine>();
        services.TryAddSingleton<EngineHealth>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, BacklogReader>());
        services.TryAddSingleton<SlotFactory>();
        services.TryAddSingleton<OutreachMetrics>();
        services.TryAddSingleton<DoubtPolicy>();
        services.TryAddSingleton<IDoubtService, DoubtService>();
        services.TryAddSingleton<ProviderCircuits>();
        services.TryAddSingleton<IDatabaseRestore, DatabaseRestore>();
        services.TryAddSingleton<ProviderDirectory>();
        services.TryAddSingleton<DkimSignatures>();
        services.TryAddSingleton<IMailSetup, MailSetup>();
        services.TryAddSingleton<GateChain>();
        services.TryAddSingleton<IMailboxProviderResolver, DomainTableResolver>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISendGate, DailyCapGate>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISendGate, RecipientRateGate>());
    }

    private static void AddEvents(IServiceCollection services)
    {
        services.AddOptions<EventOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EventOptions>, EventOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EventOptions>, EventOptionsRules>());
        services.TryAddSingleton<EventSubscriptions>();
        services.TryAddSingleton<EventDispatcher>();
        services.TryAddSingleton<IEventDispatcher>(provider => provider.GetRequiredService<EventDispatcher>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EventDispatchWorker>());
    }

    private static void AddPrivacy(IServiceCollection services)
    {
        services.AddOptions<RetentionOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RetentionOptions>, RetentionOptionsRules>());
        services.TryAddSingleton<IPersonalDataService, PersonalDataService>();
        services.TryAddSingleton<RetentionRun>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RetentionWorker>());
    }
}
