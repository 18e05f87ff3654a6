using Outreach.Mime;

namespace Outreach;

/// <summary>Somebody who gets a copy of each message of a campaign.</summary>
/// <param name="Role">Whether the other recipients see it.</param>
/// <param name="Address">The address.</param>
/// <param name="Key">The key of the address.</param>
internal sealed record CopyRecipient(RecipientRole Role, EmailAddress Address, string Key)
{
    public static IReadOnlyList<CopyRecipient> Of(Campaign campaign) => campaign.Cc.Count + campaign.Bcc.Count == 0
        ? []
        : [.. campaign.Cc.Select(text => Create(RecipientRole.Cc, text)), .. campaign.Bcc.Select(text => Create(RecipientRole.Bcc, text))];

    private static CopyRecipient Create(RecipientRole role, string text)
    {
        var address = Mailbox.Parse(text).Address;
        return new CopyRecipient(role, address, AddressKey.FromEmail(address.ToString()));
    }
}
