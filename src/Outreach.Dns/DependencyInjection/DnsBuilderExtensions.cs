using Microsoft.Extensions.DependencyInjection.Extensions;
using Outreach;
using Outreach.Dns;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds DNS to a host.</summary>
public static class DnsBuilderExtensions
{
    /// <summary>
    /// Adds a resolver, and the look-up of mail exchangers that direct delivery needs. Safe to call more than once. A host's own
    /// <see cref="IDnsResolver"/> or <see cref="IMailExchangerResolver"/> stays, unless settings are given here.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the servers, time limits and the cache; <see langword="null"/> for the servers of the system.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static IOutreachBuilder AddDns(this IOutreachBuilder builder, Action<DnsResolverOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new DnsResolverOptions();
        configure?.Invoke(options);
        options.Validate();

        // The network keeps real time, also where campaigns run in virtual time.
        var resolver = ServiceDescriptor.Singleton<IDnsResolver>(_ => new DnsResolver(options, TimeProvider.System));
        if (configure is null)
        {
            builder.Services.TryAdd(resolver);
        }
        else
        {
            builder.Services.Replace(resolver);
        }

        builder.Services.TryAddSingleton<IMailExchangerResolver>(static provider => new MailExchangerResolver(provider.GetRequiredService<IDnsResolver>()));
        return builder;
    }
}
