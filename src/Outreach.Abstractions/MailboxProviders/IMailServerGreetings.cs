namespace Outreach;

/// <summary>
/// Takes what mail servers of recipients' domains say first, which names the host: it tells who runs the mailboxes where the names of mail exchangers don't. Called by
/// those who connect to these servers themselves; a relay's greeting says nothing. Safe for concurrent use.
/// </summary>
public interface IMailServerGreetings
{
    /// <summary>Learns a greeting.</summary>
    /// <param name="domain">The domain of the recipient, in its ASCII form.</param>
    /// <param name="greeting">The greeting, such as <c>220 mx.google.com ESMTP</c>.</param>
    void Learn(string domain, string greeting);
}
