using Microsoft.Extensions.Options;
using Outreach.Mime;

namespace Outreach;

/// <summary>Checks spans of time and relations between settings.</summary>
internal sealed class OutreachOptionsRules : IValidateOptions<OutreachOptions>
{
    public ValidateOptionsResult Validate(string? name, OutreachOptions options)
    {
        var errors = new List<string>();
        Require(options.LeaseDuration, TimeSpan.FromMinutes(15), TimeSpan.FromHours(24), nameof(options.LeaseDuration), errors);
        Require(options.AnswerTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), nameof(options.AnswerTimeout), errors);
        Require(options.InDoubtWait, TimeSpan.FromHours(1), TimeSpan.FromDays(30), nameof(options.InDoubtWait), errors);
        Require(options.PersonalizationTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1), nameof(options.PersonalizationTimeout), errors);
        Require(options.ClassificationTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1), nameof(options.ClassificationTimeout), errors);
        if (options.ResendTransactionalAfter is { } resend)
        {
            Require(resend, TimeSpan.FromHours(1), TimeSpan.FromDays(30), nameof(options.ResendTransactionalAfter), errors);
        }

        Require(options.PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10), nameof(options.PollInterval), errors);
        if (options.LeaseDuration <= options.AnswerTimeout)
        {
            errors.Add($"OutreachOptions.LeaseDuration ({options.LeaseDuration}) must be longer than AnswerTimeout ({options.AnswerTimeout}): "
                + "a message must not be taken over while its answer is still awaited.");
        }

        if (options.PublicBaseUri is { } uri && (!uri.IsAbsoluteUri || !string.Equals(uri.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)))
        {
            errors.Add($"OutreachOptions.PublicBaseUri ({uri}) must be an absolute https address: one-click unsubscribing needs it (RFC 8058 §3.1). "
                + "Leave it unset to offer unsubscribing by mail only.");
        }

        errors.AddRange(options.TransactionalDomains.Where(static domain => !EmailAddress.TryParse("a@" + domain, out _))
            .Select(static domain => $"OutreachOptions.TransactionalDomains has '{domain}', which is no domain; give names such as notify.example.com."));
        var rates = options.ProviderRates.Concat(options.DomainRates).Select(static rate => (rate.Key, rate.Value));
        foreach (var (of, rate) in options.EachDomainRate is { } each ? rates.Append((nameof(options.EachDomainRate), each)) : rates)
        {
            if (rate.Messages < 1 || rate.Period < TimeSpan.FromSeconds(1) || rate.Period > TimeSpan.FromDays(7))
            {
                errors.Add($"OutreachOptions: the rate for '{of}' ({rate.Messages} in {rate.Period}) must be 1 message or more in 1 second to 7 days.");
            }
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Require(TimeSpan value, TimeSpan least, TimeSpan most, string property, List<string> errors)
    {
        if (value < least || value > most)
        {
            errors.Add($"OutreachOptions.{property} ({value}) must be between {least} and {most}.");
        }
    }
}
