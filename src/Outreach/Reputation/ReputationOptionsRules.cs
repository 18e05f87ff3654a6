using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>Checks spans of time.</summary>
internal sealed class ReputationOptionsRules : IValidateOptions<ReputationOptions>
{
    public ValidateOptionsResult Validate(string? name, ReputationOptions options) =>
        options.ShareEvery < TimeSpan.FromSeconds(1) || options.ShareEvery > TimeSpan.FromMinutes(10)
            ? ValidateOptionsResult.Fail($"ReputationOptions.ShareEvery ({options.ShareEvery}) must be between 1 second and 10 minutes.")
            : ValidateOptionsResult.Success;
}
