using System.ComponentModel.DataAnnotations;
using Outreach.Providers.Http;

namespace Outreach.Providers.MailchimpTransactional;

/// <summary>A Mailchimp Transactional (Mandrill) account. Validated when the host starts.</summary>
public sealed class MailchimpTransactionalOptions : HttpProviderOptions
{
    /// <summary>Gets or sets the API key. A test key accepts messages and delivers nothing. Never logged.</summary>
    /// <value>Required.</value>
    public string ApiKey { get; set; } = "";

    /// <summary>Gets or sets the subaccount that sends.</summary>
    /// <value>1 to 255 printable ASCII characters. Default: <see langword="null"/>, none.</value>
    [RegularExpression("^[!-~]{1,255}$", MatchTimeoutInMilliseconds = 1_000)]
    public string? Subaccount { get; set; }

    /// <summary>Gets the tags that every message gets, for Mailchimp's own statistics.</summary>
    /// <value>At most 10, each 1 to 50 printable ASCII characters without commas, not beginning with an underscore. Default: none.</value>
    public IList<string> Tags { get; } = [];

    /// <summary>Gets or sets the pool of dedicated IPs that sends.</summary>
    /// <value>1 to 255 characters. Default: <see langword="null"/>, the account's.</value>
    [StringLength(255, MinimumLength = 1)]
    public string? IpPool { get; set; }

    /// <summary>Gets or sets the domain of the return path, which must be set up for the account.</summary>
    /// <value>Default: <see langword="null"/>, Mailchimp's.</value>
    [StringLength(253, MinimumLength = 1)]
    public string? ReturnPathDomain { get; set; }

    /// <summary>Gets or sets the address of the webhook exactly as it is configured at Mailchimp: it is a part of what is signed.</summary>
    /// <value>Default: <see langword="null"/>; without it all requests to the webhook are refused.</value>
    public string? WebhookUrl { get; set; }

    /// <summary>Gets or sets the key of the webhook. Never logged.</summary>
    /// <value>Default: <see langword="null"/>; without it all requests to the webhook are refused.</value>
    public string? WebhookKey { get; set; }

    internal Uri Address => BaseAddress ?? new Uri("https://mandrillapp.com");
}
