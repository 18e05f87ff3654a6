namespace Outreach.Samples;

/// <summary>How a recipient, or a mail server on the recipient's behalf, answers.</summary>
internal enum AnswerKind
{
    Reply,
    OutOfOffice,
    Bounce,
    Delay,
    Unsubscribe,
}
