using System.ComponentModel.DataAnnotations;

namespace Outreach.Providers.Smtp;

/// <summary>A time from 0.1 seconds to 1 hour. (The framework's range of times is not fit for trimming.)</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SmtpDurationAttribute : ValidationAttribute
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Most = TimeSpan.FromHours(1);

    public override bool IsValid(object? value) => value is TimeSpan time && time >= Least && time <= Most;

    public override string FormatErrorMessage(string name) => $"{name} must be a time from 0.1 seconds to 1 hour.";
}
