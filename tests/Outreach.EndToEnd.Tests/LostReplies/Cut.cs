namespace Outreach.EndToEnd.Tests.LostReplies;

/// <summary>How an answer breaks off.</summary>
public enum Cut
{
    /// <summary>The server closes the connection.</summary>
    Close,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>The rest never comes.</summary>
    Stall,
}
