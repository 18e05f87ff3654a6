namespace Outreach;

/// <summary>What the checks of providers look at.</summary>
public static class ProviderFindingNames
{
    /// <summary>Whether the provider accepts the credentials, and lets them send.</summary>
    public const string Credentials = "credentials";

    /// <summary>Whether the sender's address or domain is verified.</summary>
    public const string Sender = "sender";

    /// <summary>Whether the provider posts its events to the host's address.</summary>
    public const string Webhook = "webhook";

    /// <summary>Whether the host can verify the signatures of those events.</summary>
    public const string Signature = "signature";

    /// <summary>How much may still be sent.</summary>
    public const string Quota = "quota";
}
