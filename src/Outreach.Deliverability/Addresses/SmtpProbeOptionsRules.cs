using Microsoft.Extensions.Options;

namespace Outreach.Deliverability;

/// <summary>Checks the options when the host starts.</summary>
internal sealed class SmtpProbeOptionsRules : IValidateOptions<SmtpProbeOptions>
{
    public ValidateOptionsResult Validate(string? name, SmtpProbeOptions options) =>
        options.Problems().ToList() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
}
