using System.ComponentModel.DataAnnotations;
using Outreach.Providers.Http;

namespace Outreach.Providers.SendGrid;

/// <summary>A SendGrid account. Validated when the host starts.</summary>
public sealed class SendGridOptions : HttpProviderOptions
{
    /// <summary>Gets or sets the API key, with the scope <c>mail.send</c>. Never logged.</summary>
    /// <value>Required; begins with <c>SG.</c></value>
    public string ApiKey { get; set; } = "";

    /// <summary>Gets or sets where SendGrid processes the messages.</summary>
    /// <value>Default: <see cref="SendGridRegion.Global"/>.</value>
    public SendGridRegion Region { get; set; }

    /// <summary>Gets or sets whether SendGrid only checks the requests and delivers nothing (sandbox mode).</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool SandboxMode { get; set; }

    /// <summary>Gets the categories that every message gets, for SendGrid's own statistics. Personal data doesn't belong there.</summary>
    /// <value>At most 10, each at most 255 characters. Default: none.</value>
    public IList<string> Categories { get; } = [];

    /// <summary>Gets or sets the IP pool that sends.</summary>
    /// <value>2 to 64 characters. Default: <see langword="null"/>, the account's.</value>
    [StringLength(64, MinimumLength = 2)]
    public string? IpPool { get; set; }

    /// <summary>
    /// Gets or sets the unsubscribe group (ASM) that messages of the marketing stream belong to. Outreach has its own unsubscribe links and
    /// suppressions, so it is off unless an account demands it.
    /// </summary>
    /// <value>Default: <see langword="null"/>, none.</value>
    [Range(1, int.MaxValue)]
    public int? UnsubscribeGroupId { get; set; }

    /// <summary>
    /// Gets or sets the verification key of the signed event webhook, as SendGrid shows it: base64 of an ECDSA P-256 public key. Without it
    /// all requests to the webhook are refused.
    /// </summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? WebhookVerificationKey { get; set; }

    /// <summary>
    /// Gets or sets whether sends in doubt are looked up in the Email Activity Feed, which is an add-on of SendGrid and needs the scope
    /// <c>messages.read</c>.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool UseEmailActivity { get; set; }

    internal Uri Address => BaseAddress ?? new Uri(Region == SendGridRegion.Eu ? "https://api.eu.sendgrid.com" : "https://api.sendgrid.com");
}
