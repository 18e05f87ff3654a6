using Microsoft.Extensions.Options;

namespace Outreach.Deliverability;

/// <summary>Checks the options when the host starts.</summary>
internal sealed class SpamdOptionsRules : IValidateOptions<SpamdOptions>
{
    public ValidateOptionsResult Validate(string? name, SpamdOptions options) =>
        options.Problems().ToList() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
}
