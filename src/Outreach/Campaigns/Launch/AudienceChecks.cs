using System.Globalization;
using Outreach.Sequencing;

namespace Outreach;

/// <summary>Goes through the audience once, as a stream, and finds who would get nothing, and whom the findings about the templates hit.</summary>
internal sealed class AudienceChecks(
    AudienceReader audience,
    IRecipientListStore lists,
    ISenderAccountStore senders,
    ISuppressionStore suppressions,
    ContentCompiler compiler,
    ZoneCatalog zones)
{
    /// <summary>Beyond this number of entries the list is not looked at; it keeps from being sent to in any case.</summary>
    private const int MostSuppressions = 1_000_000;

    public async Task<(IReadOnlyList<LaunchFinding> Findings, long Contacts)> CheckAsync(CampaignRuntime runtime, CancellationToken cancellationToken)
    {
        var (total, suppressed, unusable, unknownZones) = (0L, 0L, 0L, 0L);
        var campaign = runtime.Campaign;
        var choice = SenderChoice.Of(campaign, await senders.ListAsync(campaign.OrganisationId, cancellationToken).ConfigureAwait(false));
        var tally = new ContentTally(runtime, choice, compiler);
        if (await CheckListAsync(campaign, cancellationToken).ConfigureAwait(false) is not null)
        {
            return ([.. tally.Findings()], 0);
        }

        var keys = await ReadSuppressionsAsync(campaign.OrganisationId, cancellationToken).ConfigureAwait(false);
        await foreach (var contact in audience.ReadAsync(campaign, null, cancellationToken).ConfigureAwait(false))
        {
            if (total == (campaign.Audience.Limit ?? long.MaxValue))
            {
                break;
            }

            tally.Look(contact, total);
            total++;
            unknownZones += campaign.Schedule.UseRecipientTimeZone && contact.TimeZone is { Length: > 0 } zone && zones.Find(zone) is null ? 1 : 0;
            var channel = choice.For(contact)?.Channel ?? Channel.Email;
            var address = contact.AddressOn(channel)!;
            unusable += channel != Channel.Email || Mime.EmailAddress.TryParse(address, Mime.AddressSyntax.Strict, out _, out _) ? 0 : 1;
            var key = AddressKey.Of(channel, address);
            suppressed += keys.Contains(key) || keys.Contains(AddressKey.DomainKeyOf(key)) ? 1 : 0;
        }

        return ([.. tally.Findings(), .. Findings(total, suppressed, unusable, unknownZones)], total);
    }

    /// <summary>Finds out whether the audience names a list that does not exist, without reading the audience.</summary>
    public async Task<LaunchFinding?> CheckListAsync(Campaign campaign, CancellationToken cancellationToken) =>
        campaign.Audience is { ContactIds: null, Filter.ListId: { } listId }
        && await lists.FindAsync(campaign.OrganisationId, listId, cancellationToken).ConfigureAwait(false) is null
            ? Find(LaunchSeverity.Error, "list_missing", 0, $"The audience names list {listId}, which does not exist.", "Choose another list.")
            : null;

    private async Task<HashSet<string>> ReadSuppressionsAsync(Guid organisationId, CancellationToken cancellationToken)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var entry in suppressions.ReadAsync(organisationId, cancellationToken).ConfigureAwait(false))
        {
            keys.Add(entry.Key);
            if (keys.Count > MostSuppressions)
            {
                return [];
            }
        }

        return keys;
    }

    private static IEnumerable<LaunchFinding> Findings(long total, long suppressed, long unusable, long unknownZones)
    {
        if (total == 0)
        {
            yield return Find(LaunchSeverity.Warning, "audience_empty", 0, "Nobody is in the audience; the campaign would be completed at once.", "Import contacts with an address for the campaign's channel, or widen the filter.");
        }

        if (suppressed > 0)
        {
            yield return Find(LaunchSeverity.Warning, "contacts_suppressed", suppressed, $"{Of(suppressed)} on the suppression list and get nothing.", "Nothing needs to be done.");
        }

        if (unusable > 0)
        {
            yield return Find(LaunchSeverity.Warning, "addresses_invalid", unusable, $"The addresses of {unusable.ToString(CultureInfo.InvariantCulture)} contacts can't be used (RFC 5321).", "Correct them, or leave the contacts out.");
        }

        if (unknownZones > 0)
        {
            yield return Find(LaunchSeverity.Hint, "zones_unknown", unknownZones, $"The time zones of {unknownZones.ToString(CultureInfo.InvariantCulture)} contacts are not known on this machine; the campaign's is used.", "Use IANA names such as Europe/Berlin.");
        }
    }

    private static string Of(long count) => count == 1 ? "A contact is" : string.Create(CultureInfo.InvariantCulture, $"{count} contacts are");

    private static LaunchFinding Find(LaunchSeverity severity, string code, long contacts, string message, string fix) =>
        new() { Severity = severity, Code = code, Message = message, Fix = fix, Contacts = contacts };
}
