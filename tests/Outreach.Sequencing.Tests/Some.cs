namespace Outreach.Sequencing.Tests;

/// <summary>Ordinary values, to be changed by tests.</summary>
internal static class Some
{
    internal static readonly DateTimeOffset Monday = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    internal static readonly Guid OrganisationId = Organisation.DefaultId;

    internal static Contact Contact { get; } = new()
    {
        Id = new Guid("01900000-0000-7000-8000-00000000c001"),
        OrganisationId = OrganisationId,
        Email = "ada@example.com",
        FirstName = "Ada",
        TelegramId = "@ada",
    };

    internal static Participant Participant { get; } = new()
    {
        Id = new Guid("01900000-0000-7000-8000-00000000a001"),
        OrganisationId = OrganisationId,
        CampaignId = new Guid("01900000-0000-7000-8000-00000000b001"),
        ContactId = Contact.Id,
        SenderAccountId = new Guid("01900000-0000-7000-8000-00000000d001"),
        SequenceVersionId = new Guid("01900000-0000-7000-8000-00000000e001"),
        DueAt = Monday,
    };

    internal static SequenceStep Step(int number, StepDelay delay = default, StepTrigger trigger = StepTrigger.Delay) => new()
    {
        Id = new Guid($"01900000-0000-7000-8000-0000000f{number:x4}"),
        Name = $"step {number}",
        Delay = delay,
        Trigger = trigger,
        Variants = [new StepVariant { Template = new MessageTemplate { Subject = "Hello", Text = "Hello" } }],
    };

    internal static SequencePlan Plan(SendingSchedule schedule, params SequenceStep[] steps) => SequencePlan.Compile(
        new SequenceVersion
        {
            Id = Participant.SequenceVersionId,
            OrganisationId = OrganisationId,
            CampaignId = Participant.CampaignId,
            Steps = steps,
        },
        SendingWindow.Compile(schedule, new ZoneCatalog()));

    internal static SequencePlan Plan(params SequenceStep[] steps) => Plan(SendingSchedule.Always, steps);

    internal static SendRecord Send(SequenceStep step, SendState state) => new()
    {
        Id = new Guid("01900000-0000-7000-8000-000000005e01"),
        OrganisationId = OrganisationId,
        CampaignId = Participant.CampaignId,
        ParticipantId = Participant.Id,
        ContactId = Contact.Id,
        StepId = step.Id,
        Recipient = Contact.Email!,
        MessageId = "<1@example.com>",
        State = state,
        IntentAt = Monday.AddHours(-1),
    };
}
