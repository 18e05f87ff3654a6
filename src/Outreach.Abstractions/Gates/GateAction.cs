namespace Outreach;

/// <summary>What a gate does with a message.</summary>
public enum GateAction
{
    /// <summary>Lets it go.</summary>
    Admit = 0,

    /// <summary>Puts it off.</summary>
    Defer = 1,

    /// <summary>Ends the participant's sequence.</summary>
    Refuse = 2,
}
