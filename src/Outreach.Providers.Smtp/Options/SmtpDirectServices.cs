using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Outreach.Providers.Smtp;

/// <summary>Direct delivery needs DNS, which is a package of its own.</summary>
internal sealed class SmtpDirectServices(IServiceProviderIsService services) : IValidateOptions<SmtpOptions>
{
    public ValidateOptionsResult Validate(string? name, SmtpOptions options) =>
        options.Direct is null || services.IsService(typeof(IMailExchangerResolver))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"SMTP provider '{name}': SmtpOptions.Direct needs DNS to find the recipients' mail servers: call AddDns() of the package Outreach.Dns, or register an IMailExchangerResolver.");
}
