using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Outreach;
using Outreach.Providers.Http;
using Outreach.Providers.Mailgun;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Mailgun domains.</summary>
public static class MailgunBuilderExtensions
{
    /// <summary>
    /// Adds a Mailgun domain as a provider of this name: a keyed <see cref="IMessageProvider"/>, <see cref="IProviderWebhook"/>,
    /// <see cref="IProviderCheck"/> and <see cref="IEvidenceSource"/>. Its HTTP client is named <c>Outreach.Mailgun:</c> and the name. Calling it again
    /// with the same name changes the settings further; other names add other domains.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name, to which sender accounts refer.</param>
    /// <param name="configure">Sets the domain; validated when the host starts.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddMailgun(this IOutreachBuilder builder, string name, Action<MailgunOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<MailgunOptions>(name).Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MailgunOptions>, MailgunOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MailgunOptions>, MailgunOptionsRules>());
        var clientName = "Outreach.Mailgun:" + name;
        HttpProviderServices.AddClient(services, clientName, provider => Options(provider, name));
        services.TryAddKeyedSingleton(name, (provider, _) => new MailgunApi(
            Options(provider, name),
            new HttpHandOver(
                name,
                Options(provider, name),
                HttpProviderServices.Clients(provider, clientName),
                TimeProvider.System, // the network keeps real time, also where campaigns run in virtual time
                provider.GetService<ILogger<MailgunProvider>>())));
        services.TryAddKeyedSingleton<IMessageProvider>(name, (provider, _) => new MailgunProvider(provider.GetRequiredKeyedService<MailgunApi>(name)));
        services.TryAddKeyedSingleton<IProviderWebhook>(
            name, (provider, _) => new MailgunWebhook(Options(provider, name), provider.GetService<IMailboxProviderResolver>(), TimeProvider.System));
        services.TryAddKeyedSingleton<IProviderCheck>(name, (provider, _) => new MailgunCheck(provider.GetRequiredKeyedService<MailgunApi>(name)));
        services.TryAddKeyedSingleton<IEvidenceSource>(
            name, (provider, _) => new MailgunEvidence(provider.GetRequiredKeyedService<MailgunApi>(name), provider.GetRequiredService<TimeProvider>())); // the clock that stamped the sends
        return builder;
    }

    private static MailgunOptions Options(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<MailgunOptions>>().Get(name);
}
