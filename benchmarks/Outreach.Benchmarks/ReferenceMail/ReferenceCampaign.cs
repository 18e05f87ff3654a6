using Outreach.Sequencing;
using Outreach.Templating;
using Outreach.Tracking;

namespace Outreach.Benchmarks;

/// <summary>The reference mail as a campaign of the engine: its sender, its sequence and a participant that is due.</summary>
internal static class ReferenceCampaign
{
    public const string Provider = "relay";

    public static readonly Uri PublicBaseUri = new("https://example.com/");

    public static readonly SenderAccount Sender = SenderAccount.Create("Ann Lee", "ann.lee@mail.example.com", Provider) with
    {
        BounceAddress = "b@mail.example.com",
        UnsubscribeAddress = "u@mail.example.com",
    };

    /// <summary>The reference templates for the engine, which bring the products along.</summary>
    public static readonly MessageTemplate Template = new()
    {
        Subject = ReferenceTemplates.Subject,
        Text = ReferenceTemplates.LiteralProducts + ReferenceTemplates.Text,
        Html = ReferenceTemplates.LiteralProducts + ReferenceTemplates.Html,
    };

    public static readonly Guid FirstStepId = new("01930000-0000-7000-8000-0000000000a1");

    public static readonly Guid SecondStepId = new("01930000-0000-7000-8000-0000000000a2");

    private static readonly Guid CampaignId = new("01930000-0000-7000-8000-000000000001");

    private static readonly Guid SequenceId = new("01930000-0000-7000-8000-000000000002");

    /// <summary>First touch and a follow-up for those who are no customers yet; on working days from nine to five, where the recipient is.</summary>
    public static SequencePlan CreatePlan() => SequencePlan.Compile(
        new SequenceVersion
        {
            Id = SequenceId,
            OrganisationId = Organisation.DefaultId,
            CampaignId = CampaignId,
            Steps =
            [
                SequenceStep.Create(Template) with { Id = FirstStepId },
                new SequenceStep
                {
                    Id = SecondStepId,
                    Delay = StepDelay.BusinessDays(3),
                    Conditions = new StepConditions { Tags = new TagCondition { None = ["customer"] } },
                    Variants =
                    [
                        new StepVariant { Id = "A", Weight = 2, Template = Template },
                        new StepVariant { Id = "B", Weight = 1, Template = Template },
                    ],
                },
            ],
        },
        SendingWindow.Compile(
            new SendingSchedule
            {
                TimeZone = "Europe/Berlin",
                UseRecipientTimeZone = true,
                Opens = new(9, 0),
                Closes = new(17, 0),
                Days = DaysOfWeek.Weekdays,
            },
            new ZoneCatalog()));

    public static CampaignRuntime CreateRuntime() => new(
        new Campaign
        {
            Id = CampaignId,
            OrganisationId = Organisation.DefaultId,
            Name = "Five offers",
            Status = CampaignStatus.Active,
            SenderAccountIds = [Sender.Id],
            SequenceVersionId = SequenceId,
            ReplyTo = Sender.Address,
        },
        CreatePlan(),
        [Sender],
        RecipientSchema.Create(["city"]),
        new ContentCompiler(new EmailTemplateCompiler(new TemplateEngine())));

    public static ITokenProtector CreateTokens() => new TokenProtector(TokenKeyRing.Generate());

    public static ContactDraft CreateDraft(string email) => new()
    {
        Email = email,
        FirstName = "Robert",
        LastName = "Miller",
        CompanyName = "Miller & Sons",
        TimeZone = "Europe/Zurich",
        Tags = ["newsletter", "trade fair"],
        CustomFields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["city"] = "Zürich" },
    };

    /// <summary>Robert Miller, due for a step; the steps before it were sent.</summary>
    public static LeasedParticipant CreateLeased(int stepIndex, DateTimeOffset dueAt)
    {
        var contact = CreateDraft(ReferenceMail.To.Address.ToString())
            .ToContact(new Guid("01930000-0000-7000-8000-000000000003"), Organisation.DefaultId, dueAt.AddDays(-30));
        var participant = new Participant
        {
            Id = new Guid("01930000-0000-7000-8000-000000000004"),
            OrganisationId = Organisation.DefaultId,
            CampaignId = CampaignId,
            ContactId = contact.Id,
            SenderAccountId = Sender.Id,
            SequenceVersionId = SequenceId,
            Status = stepIndex == 0 ? ParticipantStatus.Pending : ParticipantStatus.Sent,
            StepIndex = stepIndex,
            DueAt = dueAt,
            Epoch = 2 * (stepIndex + 1),
        };
        return new LeasedParticipant
        {
            Participant = participant,
            Contact = contact,
            CampaignRevision = 1,
            Sends = stepIndex == 0 ? [] : [CreateFirstSend(participant, dueAt.AddDays(-3))],
        };
    }

    private static SendRecord CreateFirstSend(Participant participant, DateTimeOffset at) => new()
    {
        Id = SendIdentity.SendId(participant.Id, FirstStepId, RecipientRole.To),
        OrganisationId = participant.OrganisationId,
        CampaignId = participant.CampaignId,
        ParticipantId = participant.Id,
        ContactId = participant.ContactId,
        StepId = FirstStepId,
        VariantId = "A",
        Recipient = ReferenceMail.To.Address.ToString(),
        MessageId = ReferenceMail.Id.ToString(),
        Subject = ReferenceMail.Subject,
        State = SendState.Sent,
        Attempt = 1,
        IntentAt = at,
        ResultAt = at,
    };
}
