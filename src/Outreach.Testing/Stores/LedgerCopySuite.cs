using Xunit;

namespace Outreach.Testing;

/// <summary>Tests what an <see cref="ISendLedger"/> does with copies: sends of their own, made under the lease of the message to the contact.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class LedgerCopySuite<TFactory> : LedgerSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    private static readonly DateTimeOffset Now = Start.AddMinutes(1);
    private static readonly DateTimeOffset Until = Start.AddDays(2);

    [Fact]
    public async Task Recover_OfACopyWithoutResult_MakesItInDoubt_AndTheParticipantDueAtOnce()
    {
        var participant = await EnrolAsync(await AddCampaignAsync());
        await using var hung = await Ledger.OpenSessionAsync();
        await using var other = await Ledger.OpenSessionAsync();
        var (leased, message) = await SendMessageAsync(hung);
        var copy = await GrantAsync(hung, CopyOf(leased, message, "boss@example.com"));
        LeaseClock.Advance(LedgerScenario.LeaseTime);

        Assert.Equal(new RecoveryReport(1, 1), await Ledger.RecoverAsync(other, Now, Until));

        Assert.Equal(SendState.Sent, (await SendAsync(message)).State);
        Assert.Equal((SendState.InDoubt, true), ((await SendAsync(copy)).State, (await SendAsync(copy)).Doubt));
        var after = await ParticipantAsync(participant.Id);
        Assert.Equal((participant.DueAt, participant.Reason), (after.DueAt, after.Reason));
        var again = await LeaseOneAsync(other);
        Assert.Equal([(RecipientRole.To, SendState.Sent), (RecipientRole.Cc, SendState.InDoubt)], again.Sends.Select(send => (send.Role, send.State)));
        Assert.Equal([new IntentResult(IntentVerdict.Fenced)], await IntendAsync(other, LedgerScenario.Again(copy, again)));
    }

    [Fact]
    public async Task Recover_BetweenTheMessageAndItsCopies_KeepsTheMessageAsItIs()
    {
        await EnrolAsync(await AddCampaignAsync());
        await using var hung = await Ledger.OpenSessionAsync();
        await using var other = await Ledger.OpenSessionAsync();
        var (leased, message) = await SendMessageAsync(hung);
        LeaseClock.Advance(LedgerScenario.LeaseTime);

        Assert.Equal(new RecoveryReport(1, 0), await Ledger.RecoverAsync(other, Now, Until));

        var again = await LeaseOneAsync(other);
        Assert.Equal(SendState.Sent, Assert.Single(again.Sends).State);
        Assert.Equal([new IntentResult(IntentVerdict.Fenced)], await IntendAsync(other, LedgerScenario.Again(message, again)));
        Assert.Equal([new IntentResult(IntentVerdict.Fenced)], await IntendAsync(hung, CopyOf(leased, message, "boss@example.com")));
        await GrantAsync(other, CopyOf(again, message, "boss@example.com"));
    }

    [Fact]
    public async Task Outcomes_OfCopies_AreKeptApart()
    {
        await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        var (leased, message) = await SendMessageAsync(session);
        SendDisposition[] outcomes = [SendDisposition.Accepted, SendDisposition.Failed, SendDisposition.InDoubt];
        var copies = outcomes.Select((_, i) => CopyOf(leased, message, $"c{i}@example.com", new QuotaClaim("day", 3))).ToArray();
        foreach (var (copy, outcome) in copies.Zip(outcomes))
        {
            await GrantAsync(session, copy);
            await RecordAsync(session, copy, outcome);
        }

        Assert.Equal(SendState.Sent, (await SendAsync(message)).State);
        Assert.Equal(
            [SendState.Sent, SendState.Failed, SendState.InDoubt],
            [(await SendAsync(copies[0])).State, (await SendAsync(copies[1])).State, (await SendAsync(copies[2])).State]);
        Assert.Equal(2, await Ledger.GetQuotaUsedAsync(OrganisationId, "day"));
        var stats = await Ledger.GetStatsAsync(OrganisationId, message.Send.CampaignId);
        Assert.Equal((1, 1, 1, 0, 1), (stats.Total, stats.Sent, stats.SentCopies, stats.Failed, stats.InDoubt));
    }

    [Fact]
    public async Task Suppression_OfACopysAddress_RefusesThatCopyAlone()
    {
        await EnrolAsync(await AddCampaignAsync());
        await Store.Suppressions.AddAsync(
            [new SuppressionEntry { OrganisationId = OrganisationId, Key = "boss@example.com", Reason = SuppressionReason.Manual, At = Start }]);
        await using var session = await Ledger.OpenSessionAsync();
        var (leased, message) = await SendMessageAsync(session);

        Assert.Equal([new IntentResult(IntentVerdict.Suppressed)], await IntendAsync(session, CopyOf(leased, message, "boss@example.com")));

        await GrantAsync(session, CopyOf(leased, message, "team@example.com"));
    }

    [Fact]
    public async Task Transition_PastTheStep_CancelsCopiesThatWereRefusedForNow()
    {
        await EnrolAsync(await AddCampaignAsync());
        await using var session = await Ledger.OpenSessionAsync();
        var (leased, message) = await SendMessageAsync(session);
        var copy = await GrantAsync(session, CopyOf(leased, message, "boss@example.com"));
        await RecordAsync(session, copy, SendDisposition.Retry, LedgerScenario.Move(ParticipantStatus.Sent, 0, Start.AddHours(1), Start));
        Assert.Equal(SendState.Due, (await SendAsync(copy)).State);
        var again = await LeaseOneAsync(session, Start.AddHours(1));

        await Ledger.CommitAsync(session, LedgerScenario.Batch(LedgerScenario.Release(again, LedgerScenario.Move(ParticipantStatus.Sent, 1, null, Start))));

        Assert.Equal((SendState.Sent, SendState.Cancelled), ((await SendAsync(message)).State, (await SendAsync(copy)).State));
    }

    private async Task<(LeasedParticipant Leased, SendIntent Message)> SendMessageAsync(IWorkerSession session)
    {
        var leased = await LeaseOneAsync(session);
        var message = await GrantAsync(session, LedgerScenario.Intent(leased));
        await RecordAsync(session, message, SendDisposition.Accepted);
        return (leased, message);
    }

    private static SendIntent CopyOf(LeasedParticipant leased, SendIntent message, string address, params QuotaClaim[] quotas)
    {
        var intent = LedgerScenario.Intent(leased, quotas);
        return intent with
        {
            RecipientKey = AddressKey.FromEmail(address),
            Send = intent.Send with { Role = RecipientRole.Cc, Recipient = address, MessageId = message.Send.MessageId },
        };
    }
}
