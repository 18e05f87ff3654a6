using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Outreach;
using Outreach.Deliverability;
using Outreach.Dns;
using Outreach.Mime;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds deliverability checks to a host.</summary>
public static class DeliverabilityBuilderExtensions
{
    /// <summary>
    /// Adds the checks of domains, messages and addresses. Safe to call more than once. What is registered already stays: a host puts its own
    /// <see cref="IDnsResolver"/> or <see cref="ISpamFilter"/> in place.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddDeliverability(this IOutreachBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;

        // The network keeps real time, also where campaigns run in virtual time.
        builder.AddDns();
        services.TryAddSingleton(static _ => new PublicSuffixSource());
        services.TryAddSingleton<IDkimKeyLookup>(static provider => new DnsDkimKeyLookup(provider.GetRequiredService<IDnsResolver>()));
        services.TryAddSingleton<IMtaStsPolicySource>(static provider => new MtaStsPolicySource(provider.GetRequiredService<IDnsResolver>(), TimeProvider.System));
        services.TryAddSingleton<IMailTransportPolicySource>(static provider => new MtaStsPolicies(
            provider.GetRequiredService<IDnsResolver>(), provider.GetRequiredService<IMtaStsPolicySource>(), TimeProvider.System));
        services.TryAddSingleton(static provider => new SpfEvaluator(provider.GetRequiredService<IDnsResolver>(), TimeProvider.System));
        services.TryAddSingleton(static provider => new DmarcEvaluator(provider.GetRequiredService<IDnsResolver>(), provider.GetRequiredService<PublicSuffixSource>()));
        services.TryAddSingleton(static provider => new DomainChecker(
            provider.GetRequiredService<IDnsResolver>(),
            provider.GetRequiredService<PublicSuffixSource>(),
            provider.GetRequiredService<IMtaStsPolicySource>(),
            TimeProvider.System));
        services.TryAddSingleton(static provider => new AddressValidator(
            provider.GetRequiredService<IDnsResolver>(),
            provider.GetService<DisposableDomains>(),
            provider.GetService<IMailboxProbe>()));
        return builder;
    }

    /// <summary>
    /// Finds mailbox providers by mail exchangers where the resolver that is registered so far knows none; call it after <c>AddOutreach</c>. Rates, warm-up and
    /// routing by mailbox provider then hold for the domains of companies, too.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddMailboxProviderLookup(this IOutreachBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddDeliverability();
        var before = builder.Services.LastOrDefault(static descriptor => descriptor.ServiceType == typeof(IMailboxProviderResolver));
        builder.Services.TryAddSingleton(provider => new MxMailboxProviders(
            provider.GetRequiredService<IDnsResolver>(), Make(before, provider), timeProvider: TimeProvider.System));
        builder.Services.TryAddSingleton<IMailServerGreetings>(static provider => provider.GetRequiredService<MxMailboxProviders>());
        builder.Services.Replace(ServiceDescriptor.Singleton<IMailboxProviderResolver>(static provider => provider.GetRequiredService<MxMailboxProviders>()));
        return builder;
    }

    /// <summary>Adds a SpamAssassin server as <see cref="ISpamFilter"/>. Calling it again changes the settings further.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets where it is; validated when the host starts.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddSpamd(this IOutreachBuilder builder, Action<SpamdOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<SpamdOptions>().ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SpamdOptions>, SpamdOptionsRules>());
        builder.Services.TryAddSingleton<ISpamFilter>(static provider => new SpamdClient(provider.GetRequiredService<IOptions<SpamdOptions>>().Value, TimeProvider.System));
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        return builder;
    }

    /// <summary>Lets the <see cref="AddressValidator"/> ask mail servers about mailboxes. Read <see cref="SmtpProbeOptions"/> first.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets how it asks; <see cref="SmtpProbeOptions.HeloName"/> is needed. Validated when the host starts.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddMailboxProbe(this IOutreachBuilder builder, Action<SmtpProbeOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.AddDeliverability();
        builder.Services.AddOptions<SmtpProbeOptions>().ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SmtpProbeOptions>, SmtpProbeOptionsRules>());
        builder.Services.TryAddSingleton<IMailboxProbe>(static provider => new SmtpMailboxProbe(
            provider.GetRequiredService<IDnsResolver>(),
            provider.GetRequiredService<IOptions<SmtpProbeOptions>>().Value,
            TimeProvider.System,
            provider.GetService<IMailServerGreetings>()));
        builder.Services.Configure(configure);
        return builder;
    }

    private static IMailboxProviderResolver? Make(ServiceDescriptor? before, IServiceProvider provider) => before switch
    {
        null => null,
        { ImplementationInstance: IMailboxProviderResolver instance } => instance,
        { ImplementationFactory: { } factory } => (IMailboxProviderResolver)factory(provider),
        _ => (IMailboxProviderResolver)ActivatorUtilities.CreateInstance(provider, before.ImplementationType!),
    };
}
