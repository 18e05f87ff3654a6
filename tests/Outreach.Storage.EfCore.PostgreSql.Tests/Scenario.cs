using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Storage.EfCore.PostgreSql.Tests;

/// <summary>Fills a store, and does what workers do.</summary>
internal static class Scenario
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static T Get<T>(this IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Adds an active campaign whose participants are due.</summary>
    public static async Task<Campaign> AddCampaignAsync(this IServiceProvider services, int participants)
    {
        var campaign = new Campaign
        {
            Id = Guid.CreateVersion7(),
            OrganisationId = Organisation.DefaultId,
            Name = "Spring",
            Status = CampaignStatus.Active,
            SenderAccountIds = [Guid.CreateVersion7()],
            SequenceVersionId = Guid.CreateVersion7(),
            CreatedAt = Start,
        };
        await services.Get<ICampaignStore>().AddAsync(
            campaign, new SequenceVersion { Id = campaign.SequenceVersionId, OrganisationId = campaign.OrganisationId, CampaignId = campaign.Id, Steps = [] });
        var drafts = Enumerable.Range(0, participants).Select(i => new ContactDraft { Email = $"{campaign.Id:N}-{i}@example.com" });
        var contacts = await services.Get<IContactStore>().FindOrCreateAsync(campaign.OrganisationId, [.. drafts], Start);
        await services.Get<IParticipantStore>().EnrolAsync([.. contacts.Select(contact => NewParticipant(campaign, contact.ContactId))]);
        return campaign;
    }

    public static Task<IReadOnlyList<LeasedParticipant>> LeaseAsync(this ISendLedger ledger, IWorkerSession session, int limit = 100) =>
        ledger.LeaseDueAsync(session, new LeaseRequest { Now = Start, Limit = limit, Duration = TimeSpan.FromMinutes(15) });

    public static Task<RecoveryReport> RecoverAsync(this ISendLedger ledger, IWorkerSession session) =>
        ledger.RecoverAsync(session, Start, Start.AddDays(1));

    /// <summary>Makes the intent of a leased participant's next message.</summary>
    public static SendIntent Intent(LeasedParticipant leased, params QuotaClaim[] quotas)
    {
        var participant = leased.Participant;
        var id = Guid.CreateVersion7();
        return new SendIntent
        {
            SequenceVersionId = participant.SequenceVersionId,
            RecipientKey = AddressKey.FromEmail(leased.Contact.Email!),
            Send = new SendRecord
            {
                Id = id,
                OrganisationId = participant.OrganisationId,
                CampaignId = participant.CampaignId,
                ParticipantId = participant.Id,
                ContactId = participant.ContactId,
                StepId = participant.CampaignId,
                SenderAccountId = participant.SenderAccountId,
                Recipient = leased.Contact.Email!,
                MessageId = $"<{id:N}@example.com>",
                State = SendState.Sending,
                Epoch = participant.Epoch,
                Attempt = 1,
                BodyHash = new byte[32],
                Quotas = quotas,
                IntentAt = Start,
            },
        };
    }

    public static LedgerBatch Batch(params IEnumerable<SendIntent> intents)
    {
        var batch = new LedgerBatch();
        foreach (var intent in intents)
        {
            batch.Intents.Add(intent);
        }

        return batch;
    }

    public static async Task<IntentVerdict> IntendAsync(this ISendLedger ledger, IWorkerSession session, LeasedParticipant leased, params QuotaClaim[] quotas) =>
        (await ledger.CommitAsync(session, Batch(Intent(leased, quotas))))[0].Verdict;

    public static Participant NewParticipant(Campaign campaign, Guid contactId) => new()
    {
        Id = Guid.CreateVersion7(),
        OrganisationId = campaign.OrganisationId,
        CampaignId = campaign.Id,
        ContactId = contactId,
        SenderAccountId = campaign.SenderAccountIds[0],
        SequenceVersionId = campaign.SequenceVersionId,
        DueAt = Start,
        Reason = new DecisionReason(ReasonCodes.Enrolled),
        UpdatedAt = Start,
    };
}
