using Outreach.Sequencing;

namespace Outreach;

/// <summary>
/// Copies what has happened to a campaign that runs, as streams: the messages of those who are not finished, what conditions of steps go by, what
/// pacing and rates have used up, and the modelled answers that are still on their way.
/// </summary>
internal sealed class ForecastHistory(ISendLedger ledger, IDeliveryEventStore events)
{
    public async Task CopyAsync(
        ForecastRun run, Campaign campaign, IReadOnlyList<SequenceVersion> versions, HashSet<Guid> unfinished, CancellationToken cancellationToken)
    {
        await CopySendsAsync(run, campaign, unfinished, cancellationToken).ConfigureAwait(false);
        if (versions.Any(static version => version.Steps.Any(static step => FactReader.AsksForEvents(step.Conditions))))
        {
            run.Database.KeepsPastSends = true;
            await CopyEventsAsync(run, campaign, unfinished, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CopySendsAsync(ForecastRun run, Campaign campaign, HashSet<Guid> unfinished, CancellationToken cancellationToken)
    {
        var organisation = run.Database.Organisation(campaign.OrganisationId);
        var row = run.Database.Campaigns[campaign.Id];
        var latest = DateTimeOffset.MinValue;
        await foreach (var send in ledger.ReadSendsAsync(campaign.OrganisationId, campaign.Id, null, cancellationToken).ConfigureAwait(false))
        {
            if (unfinished.Contains(send.ParticipantId))
            {
                run.Database.Add(organisation.Participants[send.ParticipantId], send);
            }

            await CopyQuotasAsync(run, organisation, send, cancellationToken).ConfigureAwait(false);
            if (send.Role != RecipientRole.To)
            {
                continue;
            }

            if (send.State == SendState.Sent)
            {
                run.Expect(send);
            }

            if (campaign.Pacing is not null && send.IntentAt >= latest)
            {
                latest = send.IntentAt;
                row.NextSendAt = latest + SendPause.After(campaign.Pacing, send.ContactId, send.StepId);
            }
        }
    }

    private async Task CopyQuotasAsync(ForecastRun run, InMemoryOrganisation organisation, SendRecord send, CancellationToken cancellationToken)
    {
        foreach (var claim in send.Quotas)
        {
            if (!organisation.Quotas.ContainsKey(claim.Key) && !RecipientRateGate.IsOver(claim.Key, run.Now))
            {
                organisation.Quotas[claim.Key] = await ledger.GetQuotaUsedAsync(send.OrganisationId, claim.Key, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Of each kind and link one event a message is enough, and of replies the latest.</summary>
    private async Task CopyEventsAsync(ForecastRun run, Campaign campaign, HashSet<Guid> unfinished, CancellationToken cancellationToken)
    {
        var organisation = run.Database.Organisation(campaign.OrganisationId);
        var seen = new HashSet<(Guid Send, DeliveryEventType Type, string? Detail)>();
        var replies = new Dictionary<Guid, DeliveryEvent>();
        await foreach (var happened in events.ReadAsync(campaign.OrganisationId, campaign.Id, cancellationToken).ConfigureAwait(false))
        {
            if (happened.ParticipantId is not { } participantId || !unfinished.Contains(participantId))
            {
                continue;
            }

            if (happened.Type == DeliveryEventType.Replied)
            {
                replies[participantId] = replies.TryGetValue(participantId, out var known) && known.At > happened.At ? known : happened;
            }
            else if (happened is { Type: DeliveryEventType.Opened or DeliveryEventType.Clicked, SendId: { } sendId }
                && seen.Add((sendId, happened.Type, happened.Type == DeliveryEventType.Clicked ? happened.Detail : null)))
            {
                organisation.Add(happened);
            }
        }

        foreach (var reply in replies.Values)
        {
            organisation.Add(reply with { Detail = null });
        }
    }
}
