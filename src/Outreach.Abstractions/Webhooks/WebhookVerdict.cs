namespace Outreach;

/// <summary>Whether a request to a webhook address can be trusted and read.</summary>
public enum WebhookVerdict
{
    /// <summary>It is not proven to be the provider's: no signature, or one that doesn't fit. Nothing of it may be used.</summary>
    Forged = 0,

    /// <summary>It is the provider's, and was read.</summary>
    Accepted = 1,

    /// <summary>It was signed too long ago, or its one-time token was used for another body before.</summary>
    Replayed = 2,

    /// <summary>It is the provider's, but can't be read: it is too large, or its form is not what the provider documents.</summary>
    Malformed = 3,
}
