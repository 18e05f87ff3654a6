using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Outreach;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Watches reputations.</summary>
public static class ReputationBuilderExtensions
{
    /// <summary>
    /// Counts what becomes of messages by sender account, domain and sending address; pauses what bounces or is reported too much; warms new addresses up,
    /// and chooses addresses by their scores. Add it in every process that sends or receives events. Safe to call more than once.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddReputation(this IOutreachBuilder builder, Action<ReputationOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure<ReputationOptions>(static options => options.IsEnabled = true);
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        return builder;
    }

    internal static void AddReputationServices(IServiceCollection services)
    {
        services.AddOptions<ReputationOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ReputationOptions>, ReputationOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ReputationOptions>, ReputationOptionsRules>());
        services.TryAddSingleton<ReputationBoard>();
        services.TryAddSingleton<ReputationEvents>();
        services.TryAddSingleton<EngagementReader>();
        services.TryAddSingleton<ISendingIpService, SendingIpService>();
    }
}
