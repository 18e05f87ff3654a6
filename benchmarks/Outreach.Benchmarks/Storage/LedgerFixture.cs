using Microsoft.Extensions.DependencyInjection;
using Outreach;

namespace Outreach.Benchmarks.Storage;

/// <summary>Fills a store, and makes what a worker writes.</summary>
internal static class LedgerFixture
{
    private static readonly byte[] BodyHash = new byte[32];

    public static async Task FillAsync(IServiceProvider services, int participants, DateTimeOffset now)
    {
        var campaign = new Campaign
        {
            Id = Guid.CreateVersion7(now),
            OrganisationId = Organisation.DefaultId,
            Name = "Benchmark",
            Status = CampaignStatus.Active,
            SenderAccountIds = [Guid.CreateVersion7(now)],
            SequenceVersionId = Guid.CreateVersion7(now),
            CreatedAt = now,
        };
        await services.GetRequiredService<ICampaignStore>().AddAsync(campaign, new SequenceVersion
        {
            Id = campaign.SequenceVersionId,
            OrganisationId = campaign.OrganisationId,
            CampaignId = campaign.Id,
            Steps = [SequenceStep.Create(new MessageTemplate { Subject = "Hello", Text = "Hi" })],
        });
        foreach (var part in Enumerable.Range(0, participants).Chunk(1_000))
        {
            var contacts = await services.GetRequiredService<IContactStore>().FindOrCreateAsync(
                campaign.OrganisationId, [.. part.Select(i => new ContactDraft { Email = $"p{i}@example.com", FirstName = "Ann" })], now);
            await services.GetRequiredService<IParticipantStore>().EnrolAsync([.. contacts.Select(contact => NewParticipant(campaign, contact, now))]);
        }
    }

    public static LeaseRequest Lease(DateTimeOffset now, int limit) => new() { Now = now, Limit = limit, Duration = TimeSpan.FromMinutes(15) };

    public static void Intend(LedgerBatch batch, IReadOnlyList<LeasedParticipant> leased, DateTimeOffset now)
    {
        foreach (var participant in leased.Select(l => l.Participant))
        {
            var id = Guid.CreateVersion7(now);
            batch.Intents.Add(new SendIntent
            {
                SequenceVersionId = participant.SequenceVersionId,
                RecipientKey = "someone@example.com",
                Send = new SendRecord
                {
                    Id = id,
                    OrganisationId = participant.OrganisationId,
                    CampaignId = participant.CampaignId,
                    ParticipantId = participant.Id,
                    ContactId = participant.ContactId,
                    StepId = participant.CampaignId,
                    VariantId = "A",
                    SenderAccountId = participant.SenderAccountId,
                    ProviderName = "primary",
                    Recipient = "someone@example.com",
                    MessageId = $"<{id:N}@example.com>",
                    Subject = "An offer that is worth a line",
                    Epoch = participant.Epoch,
                    Attempt = 1,
                    BodyHash = BodyHash,
                    Quotas = [new QuotaClaim("sender/day", long.MaxValue)],
                    IntentAt = now,
                },
            });
        }
    }

    /// <summary>Accepts, and makes the participants due again behind all others, so that the next run finds the same work.</summary>
    public static void Accept(LedgerBatch batch, IEnumerable<SendIntent> intents, DateTimeOffset now)
    {
        foreach (var send in intents.Select(intent => intent.Send))
        {
            batch.Results.Add(new SendResult
            {
                OrganisationId = send.OrganisationId,
                ParticipantId = send.ParticipantId,
                Attempt = new AttemptId(send.Id, send.Attempt),
                Epoch = send.Epoch,
                Disposition = SendDisposition.Accepted,
                Reply = new ProviderReply { Code = 250, EnhancedCode = "2.0.0", Text = "2.0.0 Ok: queued as 4F1B22C0A1" },
                At = now,
                Transition = new ParticipantTransition
                {
                    Status = ParticipantStatus.Sent,
                    StepIndex = 0,
                    DueAt = now,
                    Reason = new DecisionReason(ReasonCodes.Scheduled),
                    At = now,
                },
            });
        }
    }

    private static Participant NewParticipant(Campaign campaign, ContactMatch contact, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        OrganisationId = campaign.OrganisationId,
        CampaignId = campaign.Id,
        ContactId = contact.ContactId,
        SenderAccountId = campaign.SenderAccountIds[0],
        SequenceVersionId = campaign.SequenceVersionId,
        DueAt = now,
        Reason = new DecisionReason(ReasonCodes.Enrolled),
        UpdatedAt = now,
    };
}
