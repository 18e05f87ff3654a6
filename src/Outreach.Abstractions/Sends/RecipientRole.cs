namespace Outreach;

/// <summary>Which of a message's recipients a send is for; each has a send of its own.</summary>
public enum RecipientRole
{
    /// <summary>The contact.</summary>
    To = 0,

    /// <summary>A visible copy.</summary>
    Cc = 1,

    /// <summary>A hidden copy.</summary>
    Bcc = 2,
}
