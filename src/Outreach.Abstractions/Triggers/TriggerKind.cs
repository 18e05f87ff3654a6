namespace Outreach;

/// <summary>What a <see cref="TriggerRule"/> waits for.</summary>
public enum TriggerKind
{
    /// <summary>An event of the given name that the host reports for a contact.</summary>
    Event = 0,

    /// <summary>A person replied, to any campaign.</summary>
    Reply = 1,

    /// <summary>The contact has a tag. Looked for from time to time.</summary>
    Tag = 2,

    /// <summary>The contact has not opened, clicked or replied for some days. Looked for from time to time.</summary>
    Inactive = 3,
}
