using System.Collections.Concurrent;
using Xunit;

namespace Outreach.Testing;

/// <summary>
/// Lets several workers of one <see cref="ISendLedger"/> do at random what workers do, die and hang included, and checks afterwards that
/// nothing was sent twice or lost.
/// </summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class LedgerConcurrencySuite<TFactory> : LedgerSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    private const int Workers = 4;
    private const int Participants = 60;
    private const int Steps = 3;
    private const int DayLimit = 45;

    // What may have reached each recipient: the number of grants without a definite refusal, by participant and step.
    private readonly ConcurrentDictionary<(Guid Participant, int Step), int> _copies = new();
    private readonly ConcurrentDictionary<Guid, bool> _unsubscribed = new();
    private readonly ConcurrentBag<string> _violations = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Workers_ThatDieHangAndRace_NeverSendTwiceNorLoseASend(int seed)
    {
        var campaign = await AddCampaignAsync();
        for (var i = 0; i < Participants; i++)
        {
            await EnrolAsync(campaign, Start.AddMinutes(-i));
        }

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(i => Task.Run(() => WorkAsync(new Random((seed * 100) + i)))));
        await using var last = await Ledger.OpenSessionAsync();
        LeaseClock.Advance(LedgerScenario.LeaseTime * 2);
        await Ledger.RecoverAsync(last, Start, Start.AddDays(1));

        Assert.Empty(_violations);
        Assert.DoesNotContain(_copies, copies => copies.Value > 1);
        await CheckSendsAsync(campaign);
        await CheckParticipantsAsync(campaign);
    }

    private async Task WorkAsync(Random random)
    {
        var session = await Ledger.OpenSessionAsync();
        for (var round = 0; round < 40; round++)
        {
            // Within a virtual day of ten rounds' length each day has its own quota.
            var leased = await LeaseAsync(session, Start.AddDays(10), random.Next(1, 9));
            var quota = new QuotaClaim($"day/{round / 10}", DayLimit);
            var intents = leased
                .Where(participant => random.Next(10) > 0)
                .Select(participant => NextIntent(participant, quota))
                .ToList();
            var releases = leased
                .Where(participant => !intents.Exists(intent => intent.Send.ParticipantId == participant.Participant.Id))
                .Select(participant => LedgerScenario.Release(participant));
            if (leased.Count > 0 && random.Next(4) == 0)
            {
                await UnsubscribeAsync(leased[random.Next(leased.Count)]);
            }

            session = await FinishAsync(session, random, LedgerScenario.Batch([], releases, intents), intents);
        }

        await session.DisposeAsync();
    }

    private static SendIntent NextIntent(LeasedParticipant leased, QuotaClaim quota)
    {
        var earlier = leased.Sends.LastOrDefault(send => send.StepIndex == leased.Participant.StepIndex);
        var intent = LedgerScenario.Intent(leased, quota);
        return earlier is null
            ? intent
            : intent with
            {
                Send = intent.Send with { Id = earlier.Id, MessageId = earlier.MessageId, Attempt = (byte)(earlier.Attempt + 1) },
            };
    }

    private async Task UnsubscribeAsync(LeasedParticipant leased)
    {
        var participant = leased.Participant;
        var outcome = await Ledger.RecordEventAsync(new EventEffects
        {
            Event = new DeliveryEvent
            {
                Id = NewId(),
                OrganisationId = OrganisationId,
                Key = $"unsubscribe/{participant.Id}",
                Type = DeliveryEventType.Unsubscribed,
                At = Start,
                CampaignId = participant.CampaignId,
                ParticipantId = participant.Id,
                ContactId = participant.ContactId,
            },
            ExpectedEpoch = participant.Epoch,
            Transition = LedgerScenario.Move(ParticipantStatus.Unsubscribed, participant.StepIndex, null, Start),
        });

        // A conflict means that the lease ran out meanwhile, and somebody else has the participant now.
        if (outcome == EventOutcome.Applied)
        {
            _unsubscribed[participant.Id] = true;
        }
    }

    private async Task<IWorkerSession> FinishAsync(IWorkerSession session, Random random, LedgerBatch batch, List<SendIntent> intents)
    {
        var gone = intents.Select(intent => _unsubscribed.ContainsKey(intent.Send.ParticipantId)).ToList();
        var verdicts = await Ledger.CommitAsync(session, batch);
        Expect(!verdicts.Zip(gone).Any(pair => pair is (IntentResult { Verdict: IntentVerdict.Granted }, true)), "granted after unsubscribed");
        if (random.Next(3) == 0)
        {
            verdicts = await RepeatAsync(session, batch, verdicts);
        }

        var granted = intents.Where((_, i) => verdicts[i].Verdict == IntentVerdict.Granted).ToList();
        foreach (var intent in granted)
        {
            _copies.AddOrUpdate((intent.Send.ParticipantId, intent.Send.StepIndex), 1, (_, copies) => copies + 1);
        }

        var refusedIntents = intents.Where((_, i) => verdicts[i].Verdict != IntentVerdict.Granted).ToList();
        switch (random.Next(8))
        {
            case 0:
                // Dies in the middle of everything; the next worker takes over at once.
                await session.DisposeAsync();
                session = await Ledger.OpenSessionAsync();
                await Ledger.RecoverAsync(session, Start, Start.AddDays(1));
                return session;
            case 1:
                // Hangs until its leases have run out; it comes back to find that it was given up.
                LeaseClock.Advance(LedgerScenario.LeaseTime);
                await using (var other = await Ledger.OpenSessionAsync())
                {
                    await Ledger.RecoverAsync(other, Start, Start.AddDays(1));
                }

                break;
            default:
                break;
        }

        await Ledger.CommitAsync(session, LedgerScenario.Batch(
            [.. granted.Select(intent => Outcome(random, intent))],
            [.. refusedIntents.Select(intent => PutBack(intent))],
            []));
        return session;
    }

    private async Task<IReadOnlyList<IntentResult>> RepeatAsync(IWorkerSession session, LedgerBatch batch, IReadOnlyList<IntentResult> verdicts)
    {
        // Others go on meanwhile: a unit may have come back, or the lease have run out. But nothing is granted anew.
        var again = await Ledger.CommitAsync(session, batch);
        for (var i = 0; i < verdicts.Count; i++)
        {
            Expect(
                again[i] == verdicts[i] || again[i].Verdict == IntentVerdict.Fenced || verdicts[i].Verdict == IntentVerdict.QuotaExhausted,
                $"a batch written again gave {again[i]} after {verdicts[i]}");
        }

        return again;
    }

    private SendResult Outcome(Random random, SendIntent intent)
    {
        var send = intent.Send;
        var disposition = (SendDisposition)random.Next(4);
        if (disposition is SendDisposition.Retry or SendDisposition.Failed)
        {
            _copies.AddOrUpdate((send.ParticipantId, send.StepIndex), 0, (_, copies) => copies - 1);
        }

        var last = send.StepIndex == Steps - 1;
        return LedgerScenario.Result(intent, disposition, disposition switch
        {
            SendDisposition.Accepted when last => LedgerScenario.Move(ParticipantStatus.Completed, Steps, null, Start),
            SendDisposition.Accepted => LedgerScenario.Move(ParticipantStatus.Sent, send.StepIndex + 1, Start, Start),
            SendDisposition.Retry => LedgerScenario.Move(ParticipantStatus.Pending, send.StepIndex, Start, Start),
            SendDisposition.Failed => LedgerScenario.Move(ParticipantStatus.Failed, send.StepIndex, null, Start),
            _ => LedgerScenario.Move(ParticipantStatus.Pending, send.StepIndex, Start.AddDays(20), Start),
        });
    }

    private static ParticipantRelease PutBack(SendIntent intent) => new()
    {
        OrganisationId = intent.Send.OrganisationId,
        ParticipantId = intent.Send.ParticipantId,
        Epoch = intent.Send.Epoch,
    };

    private async Task CheckSendsAsync(Campaign campaign)
    {
        var used = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var send in Ledger.ReadSendsAsync(OrganisationId, campaign.Id))
        {
            Assert.NotEqual(SendState.Sending, send.State);
            var copies = _copies.GetValueOrDefault((send.ParticipantId, send.StepIndex));
            if (send.State is SendState.Sent or SendState.InDoubt)
            {
                used[send.Quotas[0].Key] = used.GetValueOrDefault(send.Quotas[0].Key) + 1;
            }
            else
            {
                Assert.Equal(0, copies);
            }
        }

        for (var day = 0; day < 4; day++)
        {
            var taken = await Ledger.GetQuotaUsedAsync(OrganisationId, $"day/{day}");
            Assert.InRange(taken, 0, DayLimit);
            Assert.Equal(used.GetValueOrDefault($"day/{day}"), taken);
        }
    }

    private async Task CheckParticipantsAsync(Campaign campaign)
    {
        var all = await ReadAllAsync(Store.Participants.ReadAsync(OrganisationId, campaign.Id));
        Assert.Equal(Participants, all.Count);
        Assert.All(
            all.Where(participant => _unsubscribed.ContainsKey(participant.Id)),
            participant => Assert.Equal(ParticipantStatus.Unsubscribed, participant.Status));
        var due = all.Count(participant => participant.DueAt is not null);
        await using var session = await Ledger.OpenSessionAsync();
        Assert.Equal(due, (await LeaseAsync(session, Start.AddDays(100))).Count);
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            _violations.Add(otherwise);
        }
    }
}
