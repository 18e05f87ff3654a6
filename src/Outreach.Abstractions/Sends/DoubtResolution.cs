namespace Outreach;

/// <summary>What a person knows, or decides, about a send in doubt.</summary>
public enum DoubtResolution
{
    /// <summary>The message arrived: the send becomes <see cref="SendState.Sent"/>, and the sequence goes on.</summary>
    Accepted = 0,

    /// <summary>The provider certainly did not accept the message: it is handed over again, with the same Message-ID.</summary>
    NotAccepted = 1,

    /// <summary>Nobody knows, and a second copy is acceptable: the message is handed over again, with the same Message-ID.</summary>
    Resend = 2,
}
