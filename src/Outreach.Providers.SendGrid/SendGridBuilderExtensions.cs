using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Outreach;
using Outreach.Providers.Http;
using Outreach.Providers.SendGrid;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds SendGrid accounts.</summary>
public static class SendGridBuilderExtensions
{
    /// <summary>
    /// Adds a SendGrid account as a provider of this name: a keyed <see cref="IMessageProvider"/>, <see cref="IProviderWebhook"/>,
    /// <see cref="IProviderCheck"/> and <see cref="IEvidenceSource"/>. Its HTTP client is named <c>Outreach.SendGrid:</c> and the name. Calling it again
    /// with the same name changes the settings further; other names add other accounts.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name, to which sender accounts refer.</param>
    /// <param name="configure">Sets the account; validated when the host starts.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddSendGrid(this IOutreachBuilder builder, string name, Action<SendGridOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<SendGridOptions>(name).Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SendGridOptions>, SendGridOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SendGridOptions>, SendGridOptionsRules>());
        var clientName = "Outreach.SendGrid:" + name;
        HttpProviderServices.AddClient(services, clientName, provider => Options(provider, name));
        services.TryAddKeyedSingleton(name, (provider, _) => new SendGridApi(
            Options(provider, name),
            new HttpHandOver(
                name,
                Options(provider, name),
                HttpProviderServices.Clients(provider, clientName),
                TimeProvider.System, // the network keeps real time, also where campaigns run in virtual time
                provider.GetService<ILogger<SendGridProvider>>())));
        services.TryAddKeyedSingleton<IMessageProvider>(name, (provider, _) => new SendGridProvider(provider.GetRequiredKeyedService<SendGridApi>(name)));
        services.TryAddKeyedSingleton<IProviderWebhook>(
            name, (provider, _) => new SendGridWebhook(Options(provider, name), provider.GetService<IMailboxProviderResolver>()));
        services.TryAddKeyedSingleton<IProviderCheck>(name, (provider, _) => new SendGridCheck(provider.GetRequiredKeyedService<SendGridApi>(name)));
        services.TryAddKeyedSingleton<IEvidenceSource>(name, (provider, _) => new SendGridEvidence(provider.GetRequiredKeyedService<SendGridApi>(name)));
        return builder;
    }

    private static SendGridOptions Options(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<SendGridOptions>>().Get(name);
}
