namespace Outreach;

/// <summary>
/// Tells who runs the mailboxes of a domain, for limits and statistics by mailbox provider. Asked on the send path: implementations are safe
/// for concurrent use and do no I/O; what they look up they look up on their own.
/// </summary>
public interface IMailboxProviderResolver
{
    /// <summary>Finds the mailbox provider of a domain.</summary>
    /// <param name="domain">The domain of a mail address, in any letter case, in its ASCII form (IDNA A-labels).</param>
    /// <returns>A short name in lower case, one of <see cref="MailboxProviderNames"/> or another; <see langword="null"/> if it is not known.</returns>
    string? Find(string domain);
}
