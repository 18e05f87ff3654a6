namespace Outreach;

/// <summary>How a provider refused a message; decides what happens next.</summary>
public enum FailureKind
{
    /// <summary>Try again later.</summary>
    Transient = 0,

    /// <summary>This message will never be accepted.</summary>
    Permanent = 1,

    /// <summary>Too much, too fast: try again later and slow down.</summary>
    Throttled = 2,

    /// <summary>The provider does not accept our credentials: no message goes out until somebody mends them.</summary>
    Authentication = 3,

    /// <summary>The recipient does not exist or does not accept mail.</summary>
    RejectedRecipient = 4,

    /// <summary>The message was refused for what it says or looks like.</summary>
    RejectedContent = 5,
}
