using Outreach.Mime;

namespace Outreach.Deliverability;

/// <summary>Which domains a message shows, ASCII in lower case.</summary>
internal static class SendingDomains
{
    /// <summary>Gets the domain in From.</summary>
    public static string FromOf(Campaign campaign, SenderAccount account) =>
        campaign.From is { } from && Mailbox.TryParse(from, out var mailbox) ? mailbox.Address.Domain.ToLowerInvariant() : Of(account.Address);

    /// <summary>Gets the domain that bounces go to, which SPF is about.</summary>
    public static string EnvelopeOf(SenderAccount account) => Of(account.BounceAddress ?? account.Address);

    public static string Of(string address) => AddressKey.DomainKeyOf(AddressKey.FromEmail(address)).TrimStart('@');
}
