namespace Outreach.Model.Tests;

/// <summary>How far a worker is with a send.</summary>
internal enum Step : byte
{
    Idle,
    Leased,

    /// <summary>MAIL, RCPT, DATA and the body have left; the end of the message has not.</summary>
    Enveloped,

    /// <summary>The commit of the intent was sent, and its answer lost.</summary>
    Unknown,
    Permitted,
    Waiting,
    Accepted,
    Refused,
    RefusedForNow,

    /// <summary>No answer came.</summary>
    Lost,
}
