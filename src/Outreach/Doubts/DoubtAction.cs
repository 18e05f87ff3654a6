namespace Outreach;

/// <summary>What can be done about a doubt.</summary>
internal enum DoubtAction
{
    /// <summary>Nothing more: the participant is stopped, and the send stays in doubt for people to see.</summary>
    Stop,

    /// <summary>Look again later.</summary>
    Wait,

    /// <summary>The provider's records show the message: go on as after an acceptance.</summary>
    Accept,

    /// <summary>Hand the message over again.</summary>
    Repeat,
}
