using Outreach.Mime;

namespace Outreach.Deliverability;

/// <summary>Asks mail servers whether mailboxes exist.</summary>
public interface IMailboxProbe
{
    /// <summary>Asks about a mailbox.</summary>
    /// <param name="address">The address.</param>
    /// <param name="hosts">The domain's mail exchangers, the preferred one first.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <returns>What the server says. Do not throw where it can't be reached.</returns>
    Task<MailboxProbeResult> ProbeAsync(EmailAddress address, IReadOnlyList<string> hosts, CancellationToken cancellationToken = default);
}
