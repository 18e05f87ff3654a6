namespace Outreach;

/// <summary>What follows from an attempt's outcome.</summary>
public enum SendDisposition
{
    /// <summary>Accepted: the send becomes <see cref="SendState.Sent"/>.</summary>
    Accepted = 0,

    /// <summary>Definitely refused for now: the send becomes <see cref="SendState.Due"/> again and its quotas are given back.</summary>
    Retry = 1,

    /// <summary>Definitely refused for good: the send becomes <see cref="SendState.Failed"/> and its quotas are given back.</summary>
    Failed = 2,

    /// <summary>The answer was lost: the send becomes <see cref="SendState.InDoubt"/>; its quotas stay taken.</summary>
    InDoubt = 3,
}
