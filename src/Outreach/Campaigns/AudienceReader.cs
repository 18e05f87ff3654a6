using System.Runtime.CompilerServices;

namespace Outreach;

/// <summary>Reads the contacts of an audience as a stream, in the order in which they are enrolled.</summary>
internal sealed class AudienceReader(IContactStore contacts)
{
    /// <summary>Reads the audience.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="after">The last contact that was enrolled; those of a list are read from its start in any case.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<Contact> ReadAsync(
        Campaign campaign, Guid? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (campaign.Audience.ContactIds is { } ids)
        {
            foreach (var id in ids)
            {
                if (await contacts.FindAsync(campaign.OrganisationId, id, cancellationToken).ConfigureAwait(false) is { Email: not null } contact)
                {
                    yield return contact;
                }
            }

            yield break;
        }

        var filter = campaign.Audience.Filter with { HasEmail = true };
        await foreach (var contact in contacts.ReadAsync(campaign.OrganisationId, filter, after, cancellationToken).ConfigureAwait(false))
        {
            yield return contact;
        }
    }
}
