using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Outreach;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Runs triggers.</summary>
public static class TriggerBuilderExtensions
{
    /// <summary>
    /// Runs the stored trigger rules in this process: those for replies as replies come, those for tags and inactivity from time to time. Events
    /// of the host are told to <see cref="ITriggerService.RaiseAsync"/>, which works without this too. Add it in every process that receives
    /// replies. Safe to call more than once.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder AddTriggers(this IOutreachBuilder builder, Action<TriggerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TriggerWorker>());
        return builder.AddEventHandler<ReplyTriggerHandler>([EventTypes.MessageReceived], "outreach.triggers");
    }

    internal static void AddTriggerServices(IServiceCollection services)
    {
        services.AddOptions<TriggerOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TriggerOptions>, TriggerOptionsRules>());
        services.TryAddSingleton<TriggerEnrolment>();
        services.TryAddSingleton<TriggerService>();
        services.TryAddSingleton<ITriggerService>(provider => provider.GetRequiredService<TriggerService>());
    }
}
