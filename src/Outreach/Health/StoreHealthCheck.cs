using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Outreach;

/// <summary>Whether the store answers.</summary>
internal sealed class StoreHealthCheck(IMetadataStore metadata) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await metadata.GetAsync(MetadataNames.Generation, cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The store does not answer.", failure);
        }
    }
}
