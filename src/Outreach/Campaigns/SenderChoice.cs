using Outreach.Sequencing;

namespace Outreach;

/// <summary>
/// Decides by which channel and account each contact of a campaign is written to. The order of the campaign's accounts is the order of preference: the
/// channel of the first account comes first, and a contact without an address there gets the next channel on which it has one. Within a channel, contacts
/// are spread evenly over its accounts.
/// </summary>
internal sealed class SenderChoice
{
    private readonly Guid _campaignId;
    private readonly (Channel Channel, SenderAccount[] Accounts)[] _channels;

    private SenderChoice(Guid campaignId, IEnumerable<SenderAccount> accounts)
    {
        _campaignId = campaignId;
        _channels = [.. accounts.GroupBy(account => account.Channel).Select(group => (group.Key, group.ToArray()))];
    }

    /// <summary>Gets the channels, the preferred one first.</summary>
    public IEnumerable<Channel> Channels => _channels.Select(channel => channel.Channel);

    /// <summary>Makes the choice of a campaign.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="accounts">The organisation's accounts.</param>
    public static SenderChoice Of(Campaign campaign, IReadOnlyList<SenderAccount> accounts)
    {
        var known = accounts.ToDictionary(account => account.Id);
        return new SenderChoice(campaign.Id, campaign.SenderAccountIds.Where(known.ContainsKey).Select(id => known[id]));
    }

    /// <summary>Finds the account for a contact, the same however often enrolment is interrupted.</summary>
    /// <returns>The account, or <see langword="null"/> if the contact has no address on any of the campaign's channels.</returns>
    public SenderAccount? For(Contact contact)
    {
        foreach (var (channel, accounts) in _channels)
        {
            if (contact.AddressOn(channel) is not null)
            {
                return accounts.Length == 1 ? accounts[0] : accounts[(int)StableSeed.Below(StableSeed.From(_campaignId, contact.Id), accounts.Length)];
            }
        }

        return null;
    }

    /// <summary>Says whether a contact can be written to. Accounts that are gone are looked at when a message is sent; mail is what they most likely sent.</summary>
    public bool IsReachable(Contact contact) => For(contact) is not null || (_channels.Length == 0 && contact.Email is not null);

    /// <summary>Makes the key under which the address that a reachable contact is written to may be suppressed.</summary>
    public string KeyOf(Contact contact)
    {
        var channel = For(contact)?.Channel ?? Channel.Email;
        return AddressKey.Of(channel, contact.AddressOn(channel)!);
    }

    /// <summary>Narrows a filter to who can be reached. With several channels, who has an address on one of them is not for the store to know.</summary>
    public AudienceFilter Narrow(AudienceFilter filter) => _channels switch
    {
        [(Channel.Telegram, _)] => filter with { HasTelegram = true },
        [] or [(Channel.Email, _)] => filter with { HasEmail = true },
        _ => filter,
    };
}
