using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>Checks spans of time and relations between settings.</summary>
internal sealed class EventOptionsRules : IValidateOptions<EventOptions>
{
    public ValidateOptionsResult Validate(string? name, EventOptions options)
    {
        var errors = new List<string>();
        Require(options.PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10), nameof(options.PollInterval), errors);
        Require(options.LeaseDuration, TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), nameof(options.LeaseDuration), errors);
        Require(options.LongestRetry, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(24), nameof(options.LongestRetry), errors);
        Require(options.FirstRetry, TimeSpan.FromMilliseconds(1), options.LongestRetry, nameof(options.FirstRetry), errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Require(TimeSpan value, TimeSpan least, TimeSpan most, string property, List<string> errors)
    {
        if (value < least || value > most)
        {
            errors.Add($"EventOptions.{property} ({value}) must be between {least} and {most}.");
        }
    }
}
