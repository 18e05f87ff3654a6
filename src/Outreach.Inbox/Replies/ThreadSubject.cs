namespace Outreach.Inbox;

/// <summary>The subject that all messages of a conversation have in common.</summary>
public static class ThreadSubject
{
    /// <summary>Removes <c>Re:</c>, <c>Fwd:</c>, their like in other languages, and blanks beyond one.</summary>
    /// <param name="subject">A subject.</param>
    public static string Of(string subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return MailWords.ThreadSubject(subject);
    }
}
