using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Outreach;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Signs mail with DKIM.</summary>
public static class DkimBuilderExtensions
{
    /// <summary>
    /// Signs what is sent with DKIM (RFC 6376). Not needed where the relay signs. Safe to call more than once: signatures add up. They can
    /// also be bound from configuration: <c>services.Configure&lt;DkimOptions&gt;(configuration.GetSection("Dkim"))</c>.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Adds signatures.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddDkim(this IOutreachBuilder builder, Action<DkimOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<DkimOptions>().ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DkimOptions>, DkimOptionsRules>());
        builder.Services.Configure(configure);
        return builder;
    }
}
