using System.Runtime.CompilerServices;

namespace Outreach;

/// <summary>Reads the contacts of an audience as a stream, in the order in which they are enrolled.</summary>
internal sealed class AudienceReader(IContactStore contacts, ISenderAccountStore senders)
{
    /// <summary>Reads the audience.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="after">The last contact that was enrolled; those of a list are read from its start in any case.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<Contact> ReadAsync(
        Campaign campaign, Guid? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var choice = SenderChoice.Of(campaign, await senders.ListAsync(campaign.OrganisationId, cancellationToken).ConfigureAwait(false));
        if (campaign.Audience.ContactIds is { } ids)
        {
            foreach (var id in ids)
            {
                if (await contacts.FindAsync(campaign.OrganisationId, id, cancellationToken).ConfigureAwait(false) is { } contact
                    && IsReachable(choice, contact))
                {
                    yield return contact;
                }
            }

            yield break;
        }

        // With several channels, who has an address on one of them is not for the store to know.
        var filter = choice.Channels.ToArray() switch
        {
            [Channel.Telegram] => campaign.Audience.Filter with { HasTelegram = true },
            [] or [Channel.Email] => campaign.Audience.Filter with { HasEmail = true },
            _ => campaign.Audience.Filter,
        };
        await foreach (var contact in contacts.ReadAsync(campaign.OrganisationId, filter, after, cancellationToken).ConfigureAwait(false))
        {
            if (IsReachable(choice, contact))
            {
                yield return contact;
            }
        }
    }

    /// <summary>Accounts that are gone are looked at when a message is sent; mail is what they are most likely to have sent.</summary>
    private static bool IsReachable(SenderChoice choice, Contact contact) =>
        choice.For(contact) is not null || (!choice.Channels.Any() && contact.Email is not null);
}
