using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Outreach;
using Outreach.Providers.Gmail;
using Outreach.Providers.Http;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Gmail mailboxes.</summary>
public static class GmailBuilderExtensions
{
    /// <summary>
    /// Adds a mailbox at Gmail or Google Workspace as a provider of this name: a keyed <see cref="IMessageProvider"/>, <see cref="IProviderCheck"/> and
    /// <see cref="IEvidenceSource"/>. Its HTTP client is named <c>Outreach.Gmail:</c> and the name. Calling it again with the same name changes the
    /// settings further; other names add other mailboxes.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name, to which sender accounts refer.</param>
    /// <param name="configure">Sets the mailbox; validated when the host starts.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddGmail(this IOutreachBuilder builder, string name, Action<GmailOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<GmailOptions>(name).Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GmailOptions>, GmailOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GmailOptions>, GmailOptionsRules>());
        var clientName = "Outreach.Gmail:" + name;
        HttpProviderServices.AddClient(services, clientName, provider => Options(provider, name));
        services.TryAddKeyedSingleton(name, (provider, _) =>
        {
            var handlers = provider.GetRequiredService<IHttpMessageHandlerFactory>();
            return new GmailTokens(Options(provider, name), () => handlers.CreateHandler(clientName));
        });
        services.TryAddKeyedSingleton(name, (provider, _) => new GmailApi(
            Options(provider, name),
            provider.GetRequiredKeyedService<GmailTokens>(name),
            new HttpHandOver(
                name,
                Options(provider, name),
                HttpProviderServices.Clients(provider, clientName),
                TimeProvider.System, // the network keeps real time, also where campaigns run in virtual time
                provider.GetService<ILogger<GmailProvider>>())));
        services.TryAddKeyedSingleton<IMessageProvider>(name, (provider, _) => new GmailProvider(provider.GetRequiredKeyedService<GmailApi>(name)));
        services.TryAddKeyedSingleton<IProviderCheck>(
            name, (provider, _) => new GmailCheck(provider.GetRequiredKeyedService<GmailApi>(name), provider.GetRequiredKeyedService<GmailTokens>(name)));
        services.TryAddKeyedSingleton<IEvidenceSource>(name, (provider, _) => new GmailEvidence(provider.GetRequiredKeyedService<GmailApi>(name)));
        return builder;
    }

    private static GmailOptions Options(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<GmailOptions>>().Get(name);
}
