using Xunit;

namespace Outreach.Testing;

/// <summary>The base of the suites that test an <see cref="ISendLedger"/>.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class LedgerSuite<TFactory> : StoreSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    /// <summary>Gets the ledger.</summary>
    protected ISendLedger Ledger => Store.Ledger;

    /// <summary>Leases all that is due at a time.</summary>
    protected async Task<IReadOnlyList<LeasedParticipant>> LeaseAsync(IWorkerSession session, DateTimeOffset? now = null, int limit = 100) =>
        await Ledger.LeaseDueAsync(session, LedgerScenario.Lease(now ?? Start, limit));

    /// <summary>Leases the one participant that is due at a time.</summary>
    protected async Task<LeasedParticipant> LeaseOneAsync(IWorkerSession session, DateTimeOffset? now = null) =>
        Assert.Single(await LeaseAsync(session, now));

    /// <summary>Writes intents.</summary>
    protected async Task<IReadOnlyList<IntentResult>> IntendAsync(IWorkerSession session, params SendIntent[] intents) =>
        await Ledger.CommitAsync(session, LedgerScenario.Batch(intents));

    /// <summary>Writes an intent that must be granted.</summary>
    protected async Task<SendIntent> GrantAsync(IWorkerSession session, SendIntent intent)
    {
        var verdict = Assert.Single(await IntendAsync(session, intent));
        Assert.Equal(new IntentResult(IntentVerdict.Granted), verdict);
        return intent;
    }

    /// <summary>Writes the outcome of an attempt.</summary>
    protected async Task RecordAsync(
        IWorkerSession session, SendIntent intent, SendDisposition disposition, ParticipantTransition? transition = null)
    {
        var verdicts = await Ledger.CommitAsync(session, LedgerScenario.Batch(LedgerScenario.Result(intent, disposition, transition)));
        Assert.Empty(verdicts);
    }

    /// <summary>Finds a send that must be there.</summary>
    protected async Task<SendRecord> SendAsync(SendIntent intent)
    {
        ArgumentNullException.ThrowIfNull(intent);
        var send = await Ledger.FindSendAsync(intent.Send.Id);
        Assert.NotNull(send);
        return send;
    }

    /// <summary>Finds a participant that must be there.</summary>
    protected async Task<Participant> ParticipantAsync(Guid id)
    {
        var participant = await Store.Participants.FindAsync(OrganisationId, id);
        Assert.NotNull(participant);
        return participant;
    }

    /// <summary>Makes an event about a send.</summary>
    protected static DeliveryEvent NewEvent(SendIntent intent, DeliveryEventType type, string key)
    {
        ArgumentNullException.ThrowIfNull(intent);
        return new DeliveryEvent
        {
            Id = NewId(),
            OrganisationId = intent.Send.OrganisationId,
            Key = key,
            Type = type,
            At = Start.AddMinutes(5),
            SendId = intent.Send.Id,
            CampaignId = intent.Send.CampaignId,
            ParticipantId = intent.Send.ParticipantId,
            ContactId = intent.Send.ContactId,
        };
    }
}
