using Xunit;

namespace Outreach.Testing;

/// <summary>Tests what an <see cref="ISendLedger"/> tells about sends.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class LedgerQuerySuite<TFactory> : LedgerSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    [Fact]
    public async Task FindSend_FindsItInAnyOrganisation()
    {
        await EnrolAsync(await AddCampaignAsync(organisationId: OtherOrganisationId));
        await using var session = await Ledger.OpenSessionAsync();
        var intent = await GrantAsync(session, LedgerScenario.Intent(await LeaseOneAsync(session)));

        Assert.Equal(OtherOrganisationId, (await SendAsync(intent)).OrganisationId);
        Assert.Null(await Ledger.FindSendAsync(NewId()));
    }

    [Fact]
    public async Task FindSendByMessageId_FindsTheSendToTheContactItself()
    {
        await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        var leased = await LeaseOneAsync(session);
        var to = LedgerScenario.Intent(leased);
        var copy = LedgerScenario.Intent(leased);
        copy = copy with { Send = copy.Send with { Role = RecipientRole.Bcc, MessageId = to.Send.MessageId } };
        await GrantAsync(session, copy);
        Assert.Null(await Ledger.FindSendByMessageIdAsync(OrganisationId, to.Send.MessageId));

        await GrantAsync(session, to);

        AssertSame(to.Send, await Ledger.FindSendByMessageIdAsync(OrganisationId, to.Send.MessageId));
        Assert.Null(await Ledger.FindSendByMessageIdAsync(OtherOrganisationId, to.Send.MessageId));
        Assert.Null(await Ledger.FindSendByMessageIdAsync(OrganisationId, to.Send.MessageId.ToUpperInvariant() + "x"));
    }

    [Fact]
    public async Task ListSendsByContact_GivesTheNewestFirst_UpToTheLimit()
    {
        var contact = await AddContactAsync();
        var intents = new List<SendIntent>();
        await using var session = await Ledger.OpenSessionAsync();
        for (var i = 0; i < 3; i++)
        {
            await EnrolAsync(await AddCampaignAsync(), Start.AddHours(i), contact);
            intents.Insert(0, await GrantAsync(session, LedgerScenario.Intent(await LeaseOneAsync(session, Start.AddHours(i)))));
        }

        Assert.Equal(
            intents.Take(2).Select(intent => intent.Send.Id),
            (await Ledger.ListSendsByContactAsync(OrganisationId, contact.Id, 2)).Select(send => send.Id));
        Assert.Equal(3, (await Ledger.ListSendsByContactAsync(OrganisationId, contact.Id, 100)).Count);
        Assert.Empty(await Ledger.ListSendsByContactAsync(OtherOrganisationId, contact.Id, 100));
    }

    [Fact]
    public async Task ReadSends_OverSeveralPages_GivesEachSendOnce()
    {
        var campaign = await AddCampaignAsync();
        var drafts = Enumerable.Range(0, 600).Select(i => new ContactDraft { Email = $"p{i}@example.com" }).ToArray();
        var contacts = await Store.Contacts.FindOrCreateAsync(OrganisationId, drafts, Start);
        await Store.Participants.EnrolAsync(
            [.. contacts.Select(m => NewParticipant(campaign, new Contact { Id = m.ContactId, OrganisationId = OrganisationId }, Start))]);
        await using var session = await Ledger.OpenSessionAsync();
        var intents = (await LeaseAsync(session, Start, 600)).Select(leased => LedgerScenario.Intent(leased)).ToList();
        await IntendAsync(session, [.. intents.AsEnumerable().Reverse()]);
        var results = intents.Where((_, i) => i % 3 == 0).Select(intent => LedgerScenario.Result(intent, SendDisposition.Accepted));
        await Ledger.CommitAsync(session, LedgerScenario.Batch([.. results]));

        var all = await ReadAllAsync(Ledger.ReadSendsAsync(OrganisationId, campaign.Id));
        var sending = await ReadAllAsync(Ledger.ReadSendsAsync(OrganisationId, campaign.Id, SendState.Sending));
        var sent = await ReadAllAsync(Ledger.ReadSendsAsync(OrganisationId, campaign.Id, SendState.Sent));

        Assert.Equal(intents.Select(intent => intent.Send.Id).Order(), all.Select(send => send.Id).Order());
        Assert.Equal(intents.Where((_, i) => i % 3 != 0).Select(intent => intent.Send.Id).Order(), sending.Select(send => send.Id).Order());
        Assert.Equal(intents.Where((_, i) => i % 3 == 0).Select(intent => intent.Send.Id).Order(), sent.Select(send => send.Id).Order());
        Assert.Empty(await ReadAllAsync(Ledger.ReadSendsAsync(OtherOrganisationId, campaign.Id)));
    }

    [Fact]
    public async Task GetStats_CountsParticipantsAndSends()
    {
        var campaign = await AddCampaignAsync();
        Assert.Equal(new CampaignStats(), await Ledger.GetStatsAsync(OrganisationId, campaign.Id));
        SendDisposition?[] outcomes =
            [SendDisposition.Accepted, SendDisposition.Accepted, SendDisposition.Failed, SendDisposition.Retry, SendDisposition.InDoubt, null];
        foreach (var _ in outcomes)
        {
            await EnrolAsync(campaign);
        }

        await using var session = await Ledger.OpenSessionAsync();
        var intents = (await LeaseAsync(session)).Select(leased => LedgerScenario.Intent(leased)).ToArray();
        await IntendAsync(session, intents);
        await Ledger.CommitAsync(session, LedgerScenario.Batch(
            [.. outcomes.Index().Where(o => o.Item is not null).Select(o => LedgerScenario.Result(intents[o.Index], o.Item!.Value, After(o.Item.Value)))]));
        ParticipantStatus[] others =
            [ParticipantStatus.Replied, ParticipantStatus.Bounced, ParticipantStatus.Unsubscribed, ParticipantStatus.Stopped, ParticipantStatus.Completed];
        foreach (var status in others)
        {
            await Store.Participants.EnrolAsync([NewParticipant(campaign, await AddContactAsync(), null) with { Status = status }]);
        }

        await Store.Participants.EnrolAsync([NewParticipant(campaign, await AddContactAsync(), Start) with { Status = ParticipantStatus.Replied }]);
        await EnrolAsync(await AddCampaignAsync());

        var expected = new CampaignStats
        {
            Total = 12,
            Sent = 2,
            Failed = 1,
            InDoubt = 1,
            Unfinished = 6,
            Replied = 2,
            Bounced = 1,
            Unsubscribed = 1,
            Stopped = 1,
            Completed = 1,
        };
        Assert.Equal(expected, await Ledger.GetStatsAsync(OrganisationId, campaign.Id));
        Assert.Equal(new CampaignStats(), await Ledger.GetStatsAsync(OtherOrganisationId, campaign.Id));
        Assert.Equal(expected.Unfinished, await Store.Participants.CountUnfinishedAsync(OrganisationId, campaign.Id));
    }

    private static ParticipantTransition After(SendDisposition disposition) => disposition == SendDisposition.Failed
        ? LedgerScenario.Move(ParticipantStatus.Failed, 0, null, Start)
        : LedgerScenario.Move(ParticipantStatus.Sent, disposition == SendDisposition.Accepted ? 1 : 0, Start.AddDays(1), Start);
}
