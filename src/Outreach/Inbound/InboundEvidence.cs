namespace Outreach;

/// <summary>By what the send of an inbound mail was found, the strongest first.</summary>
internal enum InboundEvidence
{
    /// <summary>A token that only we can make.</summary>
    Token,

    /// <summary>The Message-ID of our message: its author has seen the message, or another one of the thread.</summary>
    MessageId,

    /// <summary>Author and subject, which anybody can write.</summary>
    SenderAndSubject,
}
