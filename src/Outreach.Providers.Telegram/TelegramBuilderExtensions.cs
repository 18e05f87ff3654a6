using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Outreach;
using Outreach.Providers.Http;
using Outreach.Providers.Telegram;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Telegram bots.</summary>
public static class TelegramBuilderExtensions
{
    /// <summary>
    /// Adds a Telegram bot as a provider of this name: a keyed <see cref="IMessageProvider"/>, <see cref="IProviderWebhook"/> and
    /// <see cref="IProviderCheck"/>. Its HTTP client is named <c>Outreach.Telegram:</c> and the name. Calling it again with the same name changes the
    /// settings further; other names add other bots.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name, to which sender accounts refer.</param>
    /// <param name="configure">Sets the bot; validated when the host starts.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddTelegram(this IOutreachBuilder builder, string name, Action<TelegramOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<TelegramOptions>(name).Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TelegramOptions>, TelegramOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TelegramOptions>, TelegramOptionsRules>());
        var clientName = "Outreach.Telegram:" + name;
        HttpProviderServices.AddClient(services, clientName, provider => Options(provider, name));
        services.AddHttpClient(clientName).ConfigurePrimaryHttpMessageHandler(HideAddress);
        services.TryAddKeyedSingleton(name, (provider, _) => new TelegramApi(
            Options(provider, name),
            new HttpHandOver(
                name,
                Options(provider, name),
                HttpProviderServices.Clients(provider, clientName),
                TimeProvider.System, // the network keeps real time, also where campaigns run in virtual time
                provider.GetService<ILogger<TelegramProvider>>())));
        services.TryAddKeyedSingleton<IMessageProvider>(
            name, (provider, _) => new TelegramProvider(provider.GetRequiredKeyedService<TelegramApi>(name), TimeProvider.System));
        services.TryAddKeyedSingleton<IProviderWebhook>(
            name, (provider, _) => new TelegramWebhook(provider.GetRequiredKeyedService<TelegramApi>(name), provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.TryAddKeyedSingleton<IProviderCheck>(name, (provider, _) => new TelegramCheck(provider.GetRequiredKeyedService<TelegramApi>(name)));
        return builder;
    }

    /// <summary>Addresses hold the token: traces of HTTP requests must not see them.</summary>
    private static void HideAddress(HttpMessageHandler handler, IServiceProvider services)
    {
        if (handler is SocketsHttpHandler sockets)
        {
            sockets.ActivityHeadersPropagator = null;
        }
    }

    private static TelegramOptions Options(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<TelegramOptions>>().Get(name);
}
