namespace Outreach;

/// <summary>What a provider's own records say about an attempt.</summary>
public enum Evidence
{
    /// <summary>Nothing can be concluded: the records are incomplete, or can't be read now.</summary>
    Unknown = 0,

    /// <summary>The provider accepted the message.</summary>
    Accepted = 1,

    /// <summary>The records are complete, and the message is not among them.</summary>
    Absent = 2,
}
