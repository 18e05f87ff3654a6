using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Outreach;
using Outreach.Providers.Smtp;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds SMTP relays.</summary>
public static class SmtpBuilderExtensions
{
    /// <summary>
    /// Adds an SMTP relay as a provider of this name, a keyed <see cref="IMessageProvider"/>. Calling it again with the same name changes the
    /// settings further; other names add other relays.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name, to which sender accounts refer.</param>
    /// <param name="configure">Sets the relay; validated when the host starts.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddSmtp(this IOutreachBuilder builder, string name, Action<SmtpOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptionsWithValidateOnStart<SmtpOptions>(name).Configure(configure);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SmtpOptions>, SmtpOptionsValidator>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SmtpOptions>, SmtpOptionsRules>());
        builder.Services.TryAddKeyedSingleton<IMessageProvider>(name, (services, _) => new SmtpProvider(
            name,
            services.GetRequiredService<IOptionsMonitor<SmtpOptions>>().Get(name),
            TimeProvider.System, // the network keeps real time, also where campaigns run in virtual time
            services.GetService<ILogger<SmtpProvider>>()));
        return builder;
    }
}
