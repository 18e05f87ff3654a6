namespace Outreach;

/// <summary>What messages are counted under.</summary>
/// <param name="Scope">Whose messages.</param>
/// <param name="Key">The sender account, domain or address.</param>
/// <param name="MailboxProvider">The recipients' mailbox provider; empty for all together.</param>
internal readonly record struct ReputationKey(ReputationScope Scope, string Key, string MailboxProvider = "")
{
    public static ReputationKey OfSender(Guid accountId) => new(ReputationScope.Sender, accountId.ToString("N"));

    /// <summary>Makes the key of the domain of an account, which is also that of its Message-IDs.</summary>
    public static ReputationKey OfDomain(string addressOrMessageId) =>
        new(ReputationScope.Domain, AddressKey.DomainKeyOf(AddressKey.FromEmail(addressOrMessageId)).TrimStart('@').TrimEnd('>'));

    public static ReputationKey OfIp(string address) => new(ReputationScope.Ip, address);
}
