using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>Checks spans of time.</summary>
internal sealed class RetentionOptionsRules : IValidateOptions<RetentionOptions>
{
    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        var errors = new List<string>();
        if (options.DeliveryEvents < TimeSpan.FromDays(30))
        {
            errors.Add($"RetentionOptions.DeliveryEvents ({options.DeliveryEvents}) must be 30 days or more: brokers and providers may tell the same event "
                + "again for that long, and only its stored key tells that it is known.");
        }

        RequireADay(options.ReplyTexts, nameof(options.ReplyTexts), errors);
        RequireADay(options.Participants, nameof(options.Participants), errors);
        RequireADay(options.ParkedEvents, nameof(options.ParkedEvents), errors);
        if (options.Interval < TimeSpan.FromSeconds(1) || options.Interval > TimeSpan.FromHours(24))
        {
            errors.Add($"RetentionOptions.Interval ({options.Interval}) must be between 00:00:01 and 1.00:00:00.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void RequireADay(TimeSpan? value, string property, List<string> errors)
    {
        if (value < TimeSpan.FromDays(1))
        {
            errors.Add($"RetentionOptions.{property} ({value}) must be 1 day or more.");
        }
    }
}
