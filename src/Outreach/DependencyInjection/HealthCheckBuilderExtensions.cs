using Outreach;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Outreach's health checks.</summary>
public static class HealthCheckBuilderExtensions
{
    /// <summary>The tag of checks that a process fails which must be restarted.</summary>
    private const string Live = "live";

    /// <summary>The tag of checks that a process fails which can't do its work at the moment.</summary>
    private const string Ready = "ready";

    /// <summary>
    /// Adds <c>outreach-worker</c> (tag <c>live</c>: the send loop moves), <c>outreach-store</c> and <c>outreach-recorder</c> (tag <c>ready</c>: the
    /// store answers; results can be recorded).
    /// </summary>
    /// <param name="builder">The builder of health checks; <c>AddOutreach</c> must be called on the services too.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddOutreach(this IHealthChecksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder
            .AddCheck<WorkerHealthCheck>("outreach-worker", tags: [Live])
            .AddCheck<StoreHealthCheck>("outreach-store", tags: [Ready])
            .AddCheck<RecorderHealthCheck>("outreach-recorder", tags: [Ready]);
    }
}
