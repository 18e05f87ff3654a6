using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Simulation;

/// <summary>The campaign that is simulated: two steps, one sender account. All ids from which seeds follow are the same in every run.</summary>
internal sealed class SimulatedCampaign
{
    public const int Steps = 2;

    private SimulatedCampaign(Guid id) => Id = id;

    public Guid Id { get; }

    public IReadOnlyList<string> Addresses { get; private set; } = [];

    public static async Task<SimulatedCampaign> CreateAsync(IServiceProvider stores, SimulatedWorld world)
    {
        var now = world.Clock.GetUtcNow();
        var plan = world.Faults.Plan;
        var sender = SenderAccount.Create("Ada Sender", "ada@sender.example", "primary") with { DailyCap = plan.DailyCap };
        await stores.GetRequiredService<ISenderAccountStore>().SaveAsync(sender);
        var campaign = new Campaign
        {
            Id = NewId(1, 0),
            OrganisationId = Organisation.DefaultId,
            Name = "Simulated",
            Status = CampaignStatus.Active,
            SenderAccountIds = [sender.Id],
            SequenceVersionId = NewId(2, 0),
            Cc = plan.Copies > 0 ? ["boss@sender.example"] : [],
            Bcc = plan.Copies > 1 ? ["crm@sender.example"] : [],
            CreatedAt = now,
            StartedAt = now,
        };
        var sequence = new SequenceVersion
        {
            Id = campaign.SequenceVersionId,
            OrganisationId = campaign.OrganisationId,
            CampaignId = campaign.Id,
            Steps = [.. Enumerable.Range(0, Steps).Select(Step)],
        };
        await stores.GetRequiredService<ICampaignStore>().AddAsync(campaign, sequence);
        var simulated = new SimulatedCampaign(campaign.Id);
        await simulated.EnrolAsync(stores, world, campaign, now);
        return simulated;
    }

    private async Task EnrolAsync(IServiceProvider stores, SimulatedWorld world, Campaign campaign, DateTimeOffset now)
    {
        Addresses = [.. Enumerable.Range(0, world.Faults.Plan.Participants).Select(i => string.Create(CultureInfo.InvariantCulture, $"c{i}@a.example"))];
        Contact[] contacts =
        [
            .. Addresses.Select((address, i) => new ContactDraft { Email = address }.ToContact(NewId(5, i), campaign.OrganisationId, now)),
        ];

        // Not through the store, which would draw the ids.
        var organisation = stores.GetRequiredService<InMemoryDatabase>().Organisation(campaign.OrganisationId);
        Array.ForEach(contacts, organisation.Add);
        Participant[] participants =
        [
            .. contacts.Select((contact, i) => new Participant
            {
                Id = NewId(4, i),
                OrganisationId = campaign.OrganisationId,
                CampaignId = campaign.Id,
                ContactId = contact.Id,
                SenderAccountId = campaign.SenderAccountIds[0],
                SequenceVersionId = campaign.SequenceVersionId,
                DueAt = now + TimeSpan.FromMinutes(world.Faults.Next(60)),
                Reason = new DecisionReason(ReasonCodes.Enrolled),
                UpdatedAt = now,
            }),
        ];
        await stores.GetRequiredService<IParticipantStore>().EnrolAsync(participants);
        for (var i = 0; i < participants.Length; i++)
        {
            world.Name(participants[i].Id, string.Create(CultureInfo.InvariantCulture, $"p{i}"));
        }
    }

    private static SequenceStep Step(int index) => new()
    {
        Id = NewId(3, index),
        Delay = StepDelay.Hours(index),
        Variants = [new StepVariant { Template = new MessageTemplate { Subject = "Hello", Text = "Hi! {{ unsubscribe_url }}" } }],
    };

    private static Guid NewId(int kind, int number) => new(kind, (short)number, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);
}
