using System.Globalization;

namespace Outreach.Storage.EfCore.Sqlite.Tests;

/// <summary>Fills a store with one campaign, and does what a worker does.</summary>
internal static class StoreScenario
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static async Task<Campaign> AddCampaignAsync(this IServiceProvider services, int participants)
    {
        var campaign = new Campaign
        {
            Id = Guid.CreateVersion7(Start),
            OrganisationId = Organisation.DefaultId,
            Name = "Spring",
            Status = CampaignStatus.Active,
            SenderAccountIds = [Guid.CreateVersion7(Start)],
            SequenceVersionId = Guid.CreateVersion7(Start),
            CreatedAt = Start,
        };
        var sequence = new SequenceVersion
        {
            Id = campaign.SequenceVersionId,
            OrganisationId = campaign.OrganisationId,
            CampaignId = campaign.Id,
            Steps = [SequenceStep.Create(new MessageTemplate { Subject = "Hello", Text = "Hi" })],
        };
        await services.Get<ICampaignStore>().AddAsync(campaign, sequence);
        var drafts = Enumerable.Range(0, participants)
            .Select(i => new ContactDraft { Email = string.Create(CultureInfo.InvariantCulture, $"{campaign.Id:N}-{i}@example.com") });
        var contacts = await services.Get<IContactStore>().FindOrCreateAsync(campaign.OrganisationId, [.. drafts], Start);
        await services.Get<IParticipantStore>().EnrolAsync([.. contacts.Select(contact => new Participant
        {
            Id = Guid.CreateVersion7(Start),
            OrganisationId = campaign.OrganisationId,
            CampaignId = campaign.Id,
            ContactId = contact.ContactId,
            SenderAccountId = campaign.SenderAccountIds[0],
            SequenceVersionId = campaign.SequenceVersionId,
            DueAt = Start,
            Reason = new DecisionReason(ReasonCodes.Enrolled),
            UpdatedAt = Start,
        })]);
        return campaign;
    }

    public static T Get<T>(this IServiceProvider services)
        where T : class => (T)services.GetService(typeof(T))!;

    public static LeaseRequest Lease(int limit) => new() { Now = Start, Limit = limit, Duration = TimeSpan.FromMinutes(15) };

    public static SendIntent Intent(LeasedParticipant leased, params QuotaClaim[] quotas)
    {
        var participant = leased.Participant;
        var id = Guid.CreateVersion7(Start);
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
                ProviderName = "primary",
                Recipient = leased.Contact.Email!,
                MessageId = string.Create(CultureInfo.InvariantCulture, $"<{id:N}@example.com>"),
                State = SendState.Sending,
                Epoch = participant.Epoch,
                Attempt = 1,
                Quotas = quotas,
                IntentAt = Start,
            },
        };
    }

    public static LedgerBatch Batch(IEnumerable<SendIntent> intents)
    {
        var batch = new LedgerBatch();
        foreach (var intent in intents)
        {
            batch.Intents.Add(intent);
        }

        return batch;
    }

    public static LedgerBatch Accept(IEnumerable<SendIntent> intents)
    {
        var batch = new LedgerBatch();
        foreach (var intent in intents)
        {
            batch.Results.Add(new SendResult
            {
                OrganisationId = intent.Send.OrganisationId,
                ParticipantId = intent.Send.ParticipantId,
                Attempt = new AttemptId(intent.Send.Id, intent.Send.Attempt),
                Epoch = intent.Send.Epoch,
                Disposition = SendDisposition.Accepted,
                At = Start,
                Transition = new ParticipantTransition
                {
                    Status = ParticipantStatus.Completed,
                    StepIndex = 1,
                    Reason = new DecisionReason(ReasonCodes.SequenceCompleted),
                    At = Start,
                },
            });
        }

        return batch;
    }
}
