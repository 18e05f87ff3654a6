using System.Globalization;

namespace Outreach.Samples;

/// <summary>Gathers a <see cref="CampaignReport"/>.</summary>
internal sealed class CampaignReporter(
    ICampaignService campaigns,
    ICampaignStore campaignStore,
    ISendLedger ledger,
    IParticipantStore participants,
    IContactStore contacts,
    IDeliveryEventStore events,
    IMetadataStore metadata)
{
    private const int MaxExamples = 3;

    public async Task<CampaignReport> GatherAsync(Campaign campaign, MailFolder mail, CancellationToken cancellationToken)
    {
        var sends = new List<SendRecord>();
        await foreach (var send in ledger.ReadSendsAsync(campaign.OrganisationId, campaign.Id, state: null, cancellationToken))
        {
            sends.Add(send);
        }

        var automatic = 0;
        await foreach (var delivery in events.ReadAsync(campaign.OrganisationId, campaign.Id, cancellationToken))
        {
            automatic += delivery.Type == DeliveryEventType.AutoReplied ? 1 : 0;
        }

        var sequence = await campaignStore.FindSequenceAsync(campaign.OrganisationId, campaign.SequenceVersionId, cancellationToken);
        var now = await metadata.GetAsync(MetadataKeys.VirtualNow, cancellationToken);
        return new CampaignReport
        {
            Campaign = await campaigns.GetAsync(campaign.OrganisationId, campaign.Id, cancellationToken) ?? campaign,
            Stats = await campaigns.GetStatsAsync(campaign.OrganisationId, campaign.Id, cancellationToken),
            Steps = [.. (sequence?.Steps ?? []).Select((step, index) => (step.Name, sends.Count(send => send.State == SendState.Sent && send.StepIndex == index)))],
            MailCount = mail.Files.Count,
            AutomaticReplies = automatic,
            Stopped = await GroupAsync(campaign, cancellationToken),
            InDoubt = [.. sends.Where(static send => send.State == SendState.InDoubt)],
            VirtualNow = now is null ? null : DateTimeOffset.ParseExact(now, "O", CultureInfo.InvariantCulture),
        };
    }

    private async Task<IReadOnlyList<StopGroup>> GroupAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var groups = new Dictionary<(ParticipantStatus Status, string Reason), (int Count, List<string> Examples)>();
        await foreach (var participant in participants.ReadAsync(campaign.OrganisationId, campaign.Id, null, cancellationToken))
        {
            if (participant.Status == ParticipantStatus.Completed)
            {
                continue;
            }

            var key = (participant.Status, participant.Reason.Code ?? "");
            var (count, examples) = groups.TryGetValue(key, out var known) ? known : (0, []);
            if (examples.Count < MaxExamples)
            {
                var contact = await contacts.FindAsync(campaign.OrganisationId, participant.ContactId, cancellationToken);
                examples.Add(Describe(contact, participant));
            }

            groups[key] = (count + 1, examples);
        }

        return [.. groups.Select(static pair => new StopGroup(pair.Key.Status, pair.Key.Reason, pair.Value.Count, pair.Value.Examples)).OrderByDescending(static group => group.Count)];
    }

    private static string Describe(Contact? contact, Participant participant)
    {
        var name = contact?.Email ?? participant.ContactId.ToString();
        var detail = participant.Reason.Detail;
        return detail is null ? name : $"{name} ({(detail.Length > 80 ? detail[..80] + "…" : detail)})";
    }
}
