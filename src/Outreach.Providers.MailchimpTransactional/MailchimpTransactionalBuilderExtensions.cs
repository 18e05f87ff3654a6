using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Outreach;
using Outreach.Providers.Http;
using Outreach.Providers.MailchimpTransactional;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Mailchimp Transactional accounts.</summary>
public static class MailchimpTransactionalBuilderExtensions
{
    /// <summary>
    /// Adds a Mailchimp Transactional account as a provider of this name: a keyed <see cref="IMessageProvider"/>, <see cref="IProviderWebhook"/>,
    /// <see cref="IProviderCheck"/> and <see cref="IEvidenceSource"/>. Its HTTP client is named <c>Outreach.MailchimpTransactional:</c> and the name. Calling it again
    /// with the same name changes the settings further; other names add other accounts.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name, to which sender accounts refer.</param>
    /// <param name="configure">Sets the account; validated when the host starts.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddMailchimpTransactional(this IOutreachBuilder builder, string name, Action<MailchimpTransactionalOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<MailchimpTransactionalOptions>(name).Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MailchimpTransactionalOptions>, MailchimpTransactionalOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MailchimpTransactionalOptions>, MailchimpTransactionalOptionsRules>());
        var clientName = "Outreach.MailchimpTransactional:" + name;
        HttpProviderServices.AddClient(services, clientName, provider => Options(provider, name));
        services.TryAddKeyedSingleton(name, (provider, _) => new MailchimpTransactionalApi(
            Options(provider, name),
            new HttpHandOver(
                name,
                Options(provider, name),
                HttpProviderServices.Clients(provider, clientName),
                TimeProvider.System, // the network keeps real time, also where campaigns run in virtual time
                provider.GetService<ILogger<MailchimpTransactionalProvider>>())));
        services.TryAddKeyedSingleton<IMessageProvider>(name, (provider, _) => new MailchimpTransactionalProvider(provider.GetRequiredKeyedService<MailchimpTransactionalApi>(name)));
        services.TryAddKeyedSingleton<IProviderWebhook>(
            name, (provider, _) => new MailchimpTransactionalWebhook(Options(provider, name), provider.GetService<IMailboxProviderResolver>()));
        services.TryAddKeyedSingleton<IProviderCheck>(name, (provider, _) => new MailchimpTransactionalCheck(provider.GetRequiredKeyedService<MailchimpTransactionalApi>(name)));
        services.TryAddKeyedSingleton<IEvidenceSource>(
            name, (provider, _) => new MailchimpTransactionalEvidence(provider.GetRequiredKeyedService<MailchimpTransactionalApi>(name)));
        return builder;
    }

    private static MailchimpTransactionalOptions Options(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<MailchimpTransactionalOptions>>().Get(name);
}
