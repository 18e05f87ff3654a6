using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Outreach.Providers.Smtp;

/// <summary>What the options must fulfil together, and what a range cannot say.</summary>
internal sealed class SmtpOptionsRules : IValidateOptions<SmtpOptions>
{
    public ValidateOptionsResult Validate(string? name, SmtpOptions options)
    {
        var errors = new List<string>();
        CheckNames(options, errors);
        CheckCredentials(options, errors);
        if (options.Direct is { } direct)
        {
            CheckDirect(options, direct, errors);
        }

        if (options.DsnNotify.HasFlag(SmtpDsnNotify.Never) && options.DsnNotify != SmtpDsnNotify.Never)
        {
            errors.Add("SmtpOptions.DsnNotify: Never cannot be combined with other values.");
        }

        return errors.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(errors.Select(error => $"SMTP provider '{name}': {error}"));
    }

    private static void CheckNames(SmtpOptions options, List<string> errors)
    {
        if (options.Host.Length == 0 && options.Direct is null)
        {
            errors.Add("SmtpOptions.Host is missing: set it to the name of your mail relay, for example smtp.example.com.");
        }
        else if (options.Host.Length > 0 && Uri.CheckHostName(options.Host) == UriHostNameType.Unknown)
        {
            errors.Add("SmtpOptions.Host is neither a host name nor an address: give the name alone, without a scheme, port or spaces.");
        }

        if (options.LocalName is { } local && !EnvelopeAddress.IsDomainOrLiteral(local))
        {
            errors.Add("SmtpOptions.LocalName must be a domain such as mail.example.com or an address literal such as [192.0.2.1].");
        }

        if (options.LocalAddress is { } source && IPAddress.TryParse(options.Host, out var target) && source.AddressFamily != target.AddressFamily)
        {
            errors.Add($"SmtpOptions.LocalAddress is an {Family(source)} address, but SmtpOptions.Host is an {Family(target)} address.");
        }
    }

    private static void CheckCredentials(SmtpOptions options, List<string> errors)
    {
        if (options.HasCredentials && string.IsNullOrEmpty(options.UserName))
        {
            errors.Add("SmtpOptions.UserName is missing: it is needed together with Password or TokenProvider.");
        }

        if (!string.IsNullOrEmpty(options.UserName) && !options.HasCredentials)
        {
            errors.Add("SmtpOptions.UserName is set: set Password or TokenProvider as well.");
        }

        if (HasControl(options.UserName) || HasControl(options.Password))
        {
            errors.Add("SmtpOptions.UserName and Password must not have control characters.");
        }

        if (options.HasCredentials && options.Security is SmtpSecurity.None or SmtpSecurity.Opportunistic && !options.AllowPlainTextAuthentication)
        {
            errors.Add(
                $"SmtpOptions.Security is {options.Security}, so credentials would go over the network in clear text: use ImplicitTls or StartTls, or set "
                + "AllowPlainTextAuthentication if the network is protected by other means.");
        }
    }

    private static void CheckDirect(SmtpOptions options, SmtpDirectOptions direct, List<string> errors)
    {
        if (options.Host.Length > 0)
        {
            errors.Add("SmtpOptions.Host and Direct are both set: leave Host empty, since the recipients' domains name the hosts, or use AddSmtp for a relay.");
        }

        if (options.LocalName is null)
        {
            errors.Add("SmtpOptions.LocalName is missing: set it to the name of this host, such as mail.example.com, whose address it sends from and that leads back to the name.");
        }

        if (options.HasCredentials || options.Security == SmtpSecurity.ImplicitTls)
        {
            errors.Add("SmtpOptions.Direct takes no credentials and no ImplicitTls, which only relays have: use Opportunistic, StartTls or None.");
        }

        if (options.MaxMessagesPerConnection == 0)
        {
            errors.Add("SmtpOptions.MaxMessagesPerConnection must be at least 1 with Direct, so that connections pass from host to host.");
        }

        if (direct.HostBackOff < TimeSpan.Zero || direct.HostBackOff > TimeSpan.FromHours(1))
        {
            errors.Add("SmtpDirectOptions.HostBackOff must be a time from 0 to 1 hour.");
        }
    }

    private static bool HasControl(string? text) => text?.Any(char.IsControl) == true;

    private static string Family(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4";
}
