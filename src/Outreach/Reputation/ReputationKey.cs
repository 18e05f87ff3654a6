namespace Outreach;

/// <summary>What messages are counted under.</summary>
/// <param name="Scope">Whose messages.</param>
/// <param name="Key">The sender account, domain or address.</param>
/// <param name="MailboxProvider">The recipients' mailbox provider; empty for all together.</param>
internal readonly record struct ReputationKey(ReputationScope Scope, string Key, string MailboxProvider = "")
{
    public static ReputationKey OfSender(Guid accountId) => new(ReputationScope.Sender, accountId.ToString("N"));

    /// <summary>Makes the key of the domain of an account's address.</summary>
    public static ReputationKey OfDomain(string address) => new(ReputationScope.Domain, AddressKey.DomainKeyOf(AddressKey.FromEmail(address)).TrimStart('@'));

    /// <summary>Makes the key of the domain of the account that a Message-ID is of.</summary>
    public static ReputationKey OfMessageId(string messageId) =>
        new(ReputationScope.Domain, messageId.AsSpan(messageId.LastIndexOf('@') + 1).TrimEnd('>').ToString().ToLowerInvariant());

    public static ReputationKey OfIp(string address) => new(ReputationScope.Ip, address);
}
