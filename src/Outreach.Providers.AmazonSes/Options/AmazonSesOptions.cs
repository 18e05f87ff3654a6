using System.ComponentModel.DataAnnotations;
using Amazon.Runtime;
using Outreach.Providers.Http;

namespace Outreach.Providers.AmazonSes;

/// <summary>Amazon SES in one region. Validated when the host starts.</summary>
public sealed class AmazonSesOptions : HttpProviderOptions
{
    /// <summary>Gets or sets the region, such as <c>eu-west-1</c>.</summary>
    /// <value>Required.</value>
    [Required(ErrorMessage = "AmazonSesOptions.Region is missing: set it to the region of your SES identities, for example eu-west-1.")]
    [RegularExpression("^[a-z]{2}(-[a-z]+)+-[0-9]+$", ErrorMessage = "AmazonSesOptions.Region is no region: give its code, for example eu-west-1.", MatchTimeoutInMilliseconds = 1_000)]
    public string Region { get; set; } = "";

    /// <summary>
    /// Gets or sets the credentials: fixed ones, those of a role (with session tokens, renewed by the AWS SDK), or any other of <c>AWSSDK.Core</c>.
    /// They need the permissions <c>ses:SendEmail</c> and <c>ses:SendRawEmail</c>. Never logged.
    /// </summary>
    /// <value>Default: <see langword="null"/>, what the AWS SDK finds: environment, profile, container or instance role.</value>
    public AWSCredentials? Credentials { get; set; }

    /// <summary>Gets or sets the configuration set, through which SES publishes events. Without one there are none.</summary>
    /// <value>1 to 64 letters, digits, hyphens and underscores. Default: <see langword="null"/>.</value>
    [RegularExpression("^[A-Za-z0-9_-]{1,64}$", MatchTimeoutInMilliseconds = 1_000)]
    public string? ConfigurationSet { get; set; }

    /// <summary>Gets the message tags that every message gets beside that of the attempt.</summary>
    /// <value>At most 49; names and values of 1 to 256 letters, digits, hyphens and underscores. Default: none.</value>
    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets the ARNs of the SNS topics whose notifications are accepted. While it is empty, none are.</summary>
    /// <value>Default: none.</value>
    public IList<string> TopicArns { get; } = [];

    /// <summary>Gets or sets whether the subscription of a listed topic is confirmed by itself.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool ConfirmSubscriptions { get; set; } = true;

    /// <summary>Gets or sets whether signatures of version 1 (SHA-1) are accepted. Better: set the topic's SignatureVersion to 2.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllowSha1Signatures { get; set; }

    internal Uri Address => BaseAddress ?? new Uri($"https://email.{Region}.{(Region.StartsWith("cn-", StringComparison.Ordinal) ? "amazonaws.com.cn" : "amazonaws.com")}");
}
