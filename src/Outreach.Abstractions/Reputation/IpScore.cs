namespace Outreach;

/// <summary>How a mailbox provider takes what comes from an address.</summary>
/// <param name="Address">The address.</param>
/// <param name="MailboxProvider">The mailbox provider, as <see cref="IMailboxProviderResolver"/> names it; <c>other</c> for those it does not know.</param>
/// <param name="Tally">What became of the messages of the last 24 hours, but since the last pause of the address.</param>
public readonly record struct IpScore(string Address, string MailboxProvider, DeliveryTally Tally);
