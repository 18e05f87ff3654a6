using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Providers.Http;

/// <summary>Registers the HTTP clients of providers.</summary>
public static class HttpProviderServices
{
    /// <summary>
    /// Registers a client that makes each request once: without redirects and cookies, and without the handlers that the host gives to all its clients,
    /// of which those that repeat requests would send messages twice. The host can still change it by its name, for example to set a proxy.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="clientName">The client's name for <see cref="IHttpClientFactory"/>.</param>
    /// <param name="options">Finds the provider's options.</param>
    public static void AddClient(IServiceCollection services, string clientName, Func<IServiceProvider, HttpProviderOptions> options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(clientName);
        ArgumentNullException.ThrowIfNull(options);
        services.AddHttpClient(clientName)
            .ConfigurePrimaryHttpMessageHandler(provider => CreateHandler(options(provider)))
            .ConfigureAdditionalHttpMessageHandlers(static (handlers, _) => handlers.Clear())
            .RemoveAllLoggers() // addresses may hold secrets
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan); // connections are renewed below
    }

    /// <summary>Makes clients by the name of <see cref="AddClient"/>.</summary>
    public static Func<HttpMessageInvoker> Clients(IServiceProvider services, string clientName)
    {
        var factory = services.GetRequiredService<IHttpMessageHandlerFactory>();
        return () => new HttpMessageInvoker(factory.CreateHandler(clientName), disposeHandler: false);
    }

    private static SocketsHttpHandler CreateHandler(HttpProviderOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = options.ConnectTimeout,
        MaxConnectionsPerServer = options.MaxConnections,
        MaxResponseHeadersLength = 32,
        MaxResponseDrainSize = 0,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
    };
}
