using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Outreach;
using Outreach.Providers.Smtp;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds SMTP relays, and direct delivery by SMTP.</summary>
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
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SmtpOptions>, SmtpDirectServices>());
        builder.Services.TryAddKeyedSingleton<IMessageProvider>(name, (services, _) => new SmtpProvider(
            name,
            services.GetRequiredService<IOptionsMonitor<SmtpOptions>>().Get(name),
            TimeProvider.System, // the network keeps real time, also where campaigns run in virtual time
            services.GetService<ILogger<SmtpProvider>>(),
            services.GetService<IMailExchangerResolver>(),
            services.GetService<IMailTransportPolicySource>(),
            services.GetService<IMailServerGreetings>()));
        return builder;
    }

    /// <summary>
    /// Adds a provider that delivers to the mail servers of the recipients' domains itself, without a relay: port 25, TLS where they offer it, up to 64
    /// connections. Needs <c>AddDns</c> of the package <c>Outreach.Dns</c>; with <c>AddDeliverability</c> the domains' policies for encrypted delivery
    /// (MTA-STS) are followed, too.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The provider's name, to which sender accounts refer.</param>
    /// <param name="configure">Sets more; <see cref="SmtpOptions.LocalName"/> is needed. Validated when the host starts.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddDirectSmtp(this IOutreachBuilder builder, string name, Action<SmtpOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddSmtp(name, options =>
        {
            if (options.Direct is null)
            {
                options.Direct = new SmtpDirectOptions();
                options.Port = 25;
                options.Security = SmtpSecurity.Opportunistic;
                options.MaxConnections = 64;
            }

            configure(options);
        });
    }
}
