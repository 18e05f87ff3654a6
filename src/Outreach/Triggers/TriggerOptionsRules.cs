using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>Checks the ranges of spans of time.</summary>
internal sealed class TriggerOptionsRules : IValidateOptions<TriggerOptions>
{
    public ValidateOptionsResult Validate(string? name, TriggerOptions options)
    {
        var problems = new List<string>();
        if (options.ScanInterval < TimeSpan.FromSeconds(1) || options.ScanInterval > TimeSpan.FromHours(24))
        {
            problems.Add("TriggerOptions.ScanInterval must be between a second and 24 hours.");
        }

        if (options.EventKeys < TimeSpan.FromDays(1))
        {
            problems.Add("TriggerOptions.EventKeys must be a day or more.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
