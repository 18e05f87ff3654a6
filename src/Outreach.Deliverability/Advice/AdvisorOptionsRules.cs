using Microsoft.Extensions.Options;
using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>Checks the options when the host starts.</summary>
internal sealed class AdvisorOptionsRules : IValidateOptions<AdvisorOptions>
{
    public ValidateOptionsResult Validate(string? name, AdvisorOptions options)
    {
        var problems = options.Domains.Keys.Where(static domain => !DnsName.TryNormalize(domain, out _))
            .Select(static domain => $"AdvisorOptions.Domains has \"{domain}\", which is no domain; give names such as example.com.")
            .ToList();
        if (options.Interval < TimeSpan.FromSeconds(1) || options.Interval > TimeSpan.FromHours(1))
        {
            problems.Add("AdvisorOptions.Interval must be between a second and an hour.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
