using Microsoft.Extensions.Options;
using Outreach.Providers.Http;

namespace Outreach.Providers.AmazonSes;

/// <summary>What a range cannot say.</summary>
internal sealed class AmazonSesOptionsRules : IValidateOptions<AmazonSesOptions>
{
    public ValidateOptionsResult Validate(string? name, AmazonSesOptions options)
    {
        string?[] errors =
        [
            HttpProviderRules.Address(options, nameof(AmazonSesOptions)),
            options.Tags.Count > 49 || options.Tags.Any(static tag => !IsWord(tag.Key) || !IsWord(tag.Value) || tag.Key == AttemptText.Name)
                ? $"AmazonSesOptions.Tags: at most 49, names and values of 1 to 256 letters, digits, hyphens and underscores; {AttemptText.Name} is taken."
                : null,
            options.TopicArns.Any(static arn => !arn.StartsWith("arn:aws", StringComparison.Ordinal) || !arn.Contains(":sns:", StringComparison.Ordinal))
                ? "AmazonSesOptions.TopicArns: each must be the ARN of an SNS topic, for example arn:aws:sns:eu-west-1:123456789012:ses-events."
                : null,
        ];
        string[] failures = [.. errors.OfType<string>().Select(error => $"Amazon SES provider '{name}': {error}")];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsWord(string text) => text.Length is > 0 and <= 256 && text.All(static one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_');
}
