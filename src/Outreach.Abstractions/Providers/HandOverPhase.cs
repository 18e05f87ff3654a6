namespace Outreach;

/// <summary>How far a message got; decides what may be repeated.</summary>
public enum HandOverPhase
{
    /// <summary>Nothing left the host that could make the provider accept the message: it may be sent again.</summary>
    NotHandedOver = 0,

    /// <summary>The end of the message left the host and no answer could be read: nobody knows whether it was accepted.</summary>
    HandedOver = 1,

    /// <summary>The provider's answer was read.</summary>
    Answered = 2,
}
