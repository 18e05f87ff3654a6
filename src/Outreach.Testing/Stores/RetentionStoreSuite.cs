using Xunit;

namespace Outreach.Testing;

/// <summary>Tests an <see cref="IRetentionStore"/>.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class RetentionStoreSuite<TFactory> : LedgerSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    [Fact]
    public async Task DeliveryEvents_AreRemovedByAge_InBatches_WithTheirKeys()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var intent = await StartSendAsync(session);
        var keys = Enumerable.Range(0, 5).Select(i => $"k{i}").ToList();
        for (var i = 0; i < keys.Count; i++)
        {
            await RecordAsync(intent, keys[i], Start.AddDays(i));
        }

        Assert.Equal(2, await Store.Retention.RemoveDeliveryEventsAsync(Start.AddDays(3), 2));
        Assert.Equal(1, await Store.Retention.RemoveDeliveryEventsAsync(Start.AddDays(3), 2));
        Assert.Equal(0, await Store.Retention.RemoveDeliveryEventsAsync(Start.AddDays(3), 2));

        var left = await Store.Events.ListByContactAsync(OrganisationId, intent.Send.ContactId);
        Assert.Equal(["k3", "k4"], left.Select(e => e.Key), StringComparer.Ordinal);
        Assert.Equal(2, (await ReadAllAsync(Store.Events.ReadAsync(OrganisationId, intent.Send.CampaignId))).Count);
        Assert.Equal(EventOutcome.Duplicate, await RecordAsync(intent, "k3", Start.AddDays(9)));
        Assert.Equal(EventOutcome.Applied, await RecordAsync(intent, "k0", Start.AddDays(9)));
    }

    [Fact]
    public async Task ReplyTexts_AreClearedByAge_AndCodesStay()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var campaign = await AddCampaignAsync();
        var intents = new List<SendIntent>();
        for (var day = 0; day < 4; day++)
        {
            await EnrolAsync(campaign, Start.AddDays(day));
            var intent = await GrantAsync(session, LedgerScenario.Intent(await LeaseOneAsync(session, Start.AddDays(day))));
            await RecordAsync(session, intent, SendDisposition.Accepted);
            intents.Add(intent);
        }

        var done = 0;
        for (int batch; (batch = await Store.Retention.ClearReplyTextsAsync(Start.AddDays(3), 2)) > 0;)
        {
            done += batch;
        }

        Assert.Equal(3, done);
        Assert.Equal(["", "", "", "said ä"], await TextsAsync(intents), StringComparer.Ordinal);
        Assert.Equal(250, (await SendAsync(intents[0])).Reply!.Code);
    }

    [Fact]
    public async Task Participants_OfCampaignsThatEndedLongAgo_AreRemoved_ButNeverADoubt()
    {
        await using var session = await Ledger.OpenSessionAsync();
        var sent = await StartSendAsync(session);
        await RecordAsync(session, sent, SendDisposition.Accepted, Finished());
        var doubtful = await StartSendAsync(session, sent.Send.CampaignId);
        await RecordAsync(session, doubtful, SendDisposition.InDoubt, Finished());
        var other = await EnrolAsync(await AddCampaignAsync(), Start.AddYears(1));
        var campaign = (await Store.Campaigns.FindAsync(OrganisationId, sent.Send.CampaignId))!;
        await Store.Campaigns.UpdateAsync(campaign with { Status = CampaignStatus.Completed, CompletedAt = Start.AddDays(1) });

        Assert.Equal(0, await Store.Retention.RemoveParticipantsAsync(Start.AddDays(1), 10));
        Assert.Equal(1, await Store.Retention.RemoveParticipantsAsync(Start.AddDays(2), 10));
        Assert.Equal(0, await Store.Retention.RemoveParticipantsAsync(Start.AddDays(2), 10));

        Assert.Null(await Store.Participants.FindAsync(OrganisationId, sent.Send.ParticipantId));
        Assert.Null(await Ledger.FindSendAsync(sent.Send.Id));
        Assert.Equal(SendState.InDoubt, (await SendAsync(doubtful)).State);
        Assert.NotNull(await Store.Participants.FindAsync(OrganisationId, other.Id));
    }

    private static ParticipantTransition Finished() => LedgerScenario.Move(ParticipantStatus.Completed, 1, null, Start);

    private async Task<List<string>> TextsAsync(IEnumerable<SendIntent> intents)
    {
        var texts = new List<string>();
        foreach (var intent in intents)
        {
            texts.Add((await SendAsync(intent)).Reply!.Text!);
        }

        return texts;
    }

    private Task<EventOutcome> RecordAsync(SendIntent intent, string key, DateTimeOffset at) => Ledger.RecordEventAsync(
        new EventEffects { Event = NewEvent(intent, DeliveryEventType.Delivered, key) with { Id = Guid.CreateVersion7(at), At = at } });

    private async Task<SendIntent> StartSendAsync(IWorkerSession session, Guid? campaignId = null)
    {
        var campaign = campaignId is { } id ? (await Store.Campaigns.FindAsync(OrganisationId, id))! : await AddCampaignAsync();
        await EnrolAsync(campaign);
        return await GrantAsync(session, LedgerScenario.Intent(await LeaseOneAsync(session)));
    }
}
