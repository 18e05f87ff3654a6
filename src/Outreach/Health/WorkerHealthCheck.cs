using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Outreach;

/// <summary>Whether the send loop moves. A process without one is healthy.</summary>
internal sealed class WorkerHealthCheck(EngineHealth engine) : IHealthCheck
{
    /// <summary>The loop takes a turn at least once a minute, however long the longest answer of a provider takes.</summary>
    private static readonly TimeSpan LongestStandstill = TimeSpan.FromMinutes(15);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        engine.StandsStillFor > LongestStandstill
            ? new HealthCheckResult(
                context.Registration.FailureStatus,
                string.Create(CultureInfo.InvariantCulture, $"The send loop has not moved for {engine.StandsStillFor:hh\\:mm\\:ss}."))
            : HealthCheckResult.Healthy());
}
