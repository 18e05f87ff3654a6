using System.ComponentModel.DataAnnotations;
using Outreach.Providers.Http;

namespace Outreach.Providers.Mailgun;

/// <summary>A domain at Mailgun. Validated when the host starts.</summary>
public sealed class MailgunOptions : HttpProviderOptions
{
    /// <summary>Gets or sets the API key, of the account or of the domain. Never logged.</summary>
    /// <value>Required.</value>
    public string ApiKey { get; set; } = "";

    /// <summary>Gets or sets the domain that sends, such as <c>mg.example.com</c>.</summary>
    /// <value>Required.</value>
    [Required(ErrorMessage = "MailgunOptions.Domain is missing: set it to your sending domain, for example mg.example.com.")]
    [StringLength(253)]
    public string Domain { get; set; } = "";

    /// <summary>Gets or sets where Mailgun keeps the domain.</summary>
    /// <value>Default: <see cref="MailgunRegion.Us"/>.</value>
    public MailgunRegion Region { get; set; }

    /// <summary>Gets or sets whether Mailgun accepts the messages and delivers nothing. Such messages are charged for.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool TestMode { get; set; }

    /// <summary>Gets the tags that every message gets, for Mailgun's own statistics.</summary>
    /// <value>At most 10, each 1 to 128 printable ASCII characters. Default: none.</value>
    public IList<string> Tags { get; } = [];

    /// <summary>Gets the variables that every message gets and its events bring back, beside that of the attempt.</summary>
    /// <value>Default: none.</value>
    public IDictionary<string, string> Variables { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets or sets the webhook signing key of the account. Without it all requests to the webhook are refused.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? WebhookSigningKey { get; set; }

    /// <summary>Gets or sets how old the timestamp of a webhook request may be, and how far ahead. Mailgun tries for 8 hours to post an event.</summary>
    /// <value>1 minute to 24 hours. Default: 9 hours.</value>
    public TimeSpan WebhookWindow { get; set; } = TimeSpan.FromHours(9);

    internal Uri Address => BaseAddress ?? new Uri(Region == MailgunRegion.Eu ? "https://api.eu.mailgun.net" : "https://api.mailgun.net");
}
