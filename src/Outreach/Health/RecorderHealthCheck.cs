using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Outreach;

/// <summary>Whether results can be recorded. While they can't, nothing is sent, and nothing is lost.</summary>
internal sealed class RecorderHealthCheck(EngineHealth engine) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        engine.IsStalled
            ? new HealthCheckResult(context.Registration.FailureStatus, "Results can't be recorded; sending is held until they can.")
            : HealthCheckResult.Healthy());
}
