using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Outreach;
using Outreach.Providers.AmazonSes;
using Outreach.Providers.Http;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Amazon SES.</summary>
public static class AmazonSesBuilderExtensions
{
    /// <summary>
    /// Adds Amazon SES in one region as a provider of this name: a keyed <see cref="IMessageProvider"/>, <see cref="IProviderWebhook"/> and
    /// <see cref="IProviderCheck"/>. Its HTTP clients are named <c>Outreach.AmazonSes:</c> and <c>Outreach.AmazonSes.Sns:</c> and the name. Calling it again
    /// with the same name changes the settings further; other names add other regions or accounts.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name, to which sender accounts refer.</param>
    /// <param name="configure">Sets region and credentials; validated when the host starts.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddAmazonSes(this IOutreachBuilder builder, string name, Action<AmazonSesOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<AmazonSesOptions>(name).Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AmazonSesOptions>, AmazonSesOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AmazonSesOptions>, AmazonSesOptionsRules>());
        var clientName = "Outreach.AmazonSes:" + name;
        var snsClientName = "Outreach.AmazonSes.Sns:" + name;
        HttpProviderServices.AddClient(services, clientName, provider => Options(provider, name));
        HttpProviderServices.AddClient(services, snsClientName, provider => Options(provider, name));

        // The network keeps real time, also where campaigns run in virtual time.
        services.TryAddKeyedSingleton(name, (provider, _) => new AmazonSesApi(
            Options(provider, name), HandOver(provider, name, clientName), TimeProvider.System));
        services.TryAddKeyedSingleton<IMessageProvider>(name, (provider, _) => new AmazonSesProvider(provider.GetRequiredKeyedService<AmazonSesApi>(name)));
        services.TryAddKeyedSingleton<IProviderCheck>(name, (provider, _) => new AmazonSesCheck(provider.GetRequiredKeyedService<AmazonSesApi>(name)));
        services.TryAddKeyedSingleton<IProviderWebhook>(name, (provider, _) => new AmazonSnsWebhook(
            Options(provider, name), HandOver(provider, name, snsClientName), provider.GetService<IMailboxProviderResolver>(), TimeProvider.System));
        return builder;
    }

    private static HttpHandOver HandOver(IServiceProvider provider, string name, string clientName) => new(
        name,
        Options(provider, name),
        HttpProviderServices.Clients(provider, clientName),
        TimeProvider.System,
        provider.GetService<ILogger<AmazonSesProvider>>());

    private static AmazonSesOptions Options(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<AmazonSesOptions>>().Get(name);
}
