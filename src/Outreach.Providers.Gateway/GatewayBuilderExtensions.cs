using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Outreach;
using Outreach.Providers.Gateway;
using Outreach.Providers.Http;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds messaging gateways.</summary>
public static class GatewayBuilderExtensions
{
    /// <summary>
    /// Adds a messaging gateway as a provider of this name: a keyed <see cref="IMessageProvider"/> (an <see cref="IKeyedProvider"/> if
    /// <see cref="GatewayOptions.KeyLifetime"/> is set) and <see cref="IProviderCheck"/>. Its HTTP client is named <c>Outreach.Gateway:</c> and the name.
    /// Calling it again with the same name changes the settings further; other names add other gateways.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name, to which sender accounts refer.</param>
    /// <param name="configure">Sets the gateway; validated when the host starts.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddMessagingGateway(this IOutreachBuilder builder, string name, Action<GatewayOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<GatewayOptions>(name).Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, GatewayOptionsRules>());
        var clientName = "Outreach.Gateway:" + name;
        HttpProviderServices.AddClient(services, clientName, provider => Options(provider, name));
        services.TryAddKeyedSingleton(name, (provider, _) => new GatewayApi(
            Options(provider, name),
            new HttpHandOver(
                name,
                Options(provider, name),
                HttpProviderServices.Clients(provider, clientName),
                TimeProvider.System, // the network keeps real time, also where campaigns run in virtual time
                provider.GetService<ILogger<HttpGatewayProvider>>())));
        services.TryAddKeyedSingleton<IMessageProvider>(name, (provider, _) => Create(provider.GetRequiredKeyedService<GatewayApi>(name)));
        services.TryAddKeyedSingleton<IProviderCheck>(name, (provider, _) => new GatewayCheck(provider.GetRequiredKeyedService<GatewayApi>(name)));
        return builder;
    }

    private static HttpGatewayProvider Create(GatewayApi api) =>
        api.Options.KeyLifetime is { } lifetime ? new KeyedHttpGatewayProvider(api, lifetime) : new HttpGatewayProvider(api);

    private static GatewayOptions Options(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<GatewayOptions>>().Get(name);
}
