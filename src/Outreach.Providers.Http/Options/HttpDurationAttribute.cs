using System.ComponentModel.DataAnnotations;

namespace Outreach.Providers.Http;

/// <summary>Asks for a duration of 0.1 seconds to 5 minutes: longer than a lease, nothing may be under way.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HttpDurationAttribute : ValidationAttribute
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is TimeSpan duration && duration >= TimeSpan.FromSeconds(0.1) && duration <= TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public override string FormatErrorMessage(string name) => $"{name} must be 0.1 seconds to 5 minutes.";
}
