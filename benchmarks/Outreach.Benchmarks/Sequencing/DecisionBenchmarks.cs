using BenchmarkDotNet.Attributes;
using Outreach.Sequencing;

namespace Outreach.Benchmarks.Sequencing;

/// <summary>One decision about a due participant, by what comes out of it. Goal: at most 1 µs, no allocation.</summary>
[MemoryDiagnoser]
public class DecisionBenchmarks
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    private DecisionInput _send;
    private DecisionInput _defer;
    private DecisionInput _skip;

    [GlobalSetup]
    public void Prepare()
    {
        var schedule = new SendingSchedule
        {
            TimeZone = "Europe/Berlin",
            UseRecipientTimeZone = true,
            Opens = new TimeOnly(9, 0),
            Closes = new TimeOnly(17, 0),
            Days = DaysOfWeek.Weekdays,
            Spread = TimeSpan.FromHours(2),
        };
        var plan = SequencePlan.Compile(ThreeSteps(), SendingWindow.Compile(schedule, new ZoneCatalog()));
        var step = plan.StepAt(1);
        _send = new DecisionInput
        {
            Plan = plan,
            Participant = AtSecondStep(),
            Contact = Somebody(),
            Sends = [Sent(plan.StepAt(0).Id)],
            IsSuppressed = false,
            Now = Monday,
            Facts = new ParticipantFacts { OpenedStepIds = [plan.StepAt(0).Id] },
        };
        _defer = _send with { Now = Monday.AddHours(12) };
        _skip = _send with { Facts = new ParticipantFacts { OpenedStepIds = [step.Id], Clicks = [new StepClick(step.Id, "https://example.com/pricing")] } };
        if (SequenceDecider.Decide(_send).Kind != DecisionKind.Send || SequenceDecider.Decide(_defer).Kind != DecisionKind.Defer
            || SequenceDecider.Decide(_skip).Kind != DecisionKind.Skip)
        {
            throw new InvalidOperationException("The benchmark does not measure what it says.");
        }
    }

    [Benchmark(Baseline = true)]
    public Decision Send() => SequenceDecider.Decide(_send);

    [Benchmark]
    public Decision Defer() => SequenceDecider.Decide(_defer);

    [Benchmark]
    public Decision Skip() => SequenceDecider.Decide(_skip);

    private static SequenceVersion ThreeSteps() => new()
    {
        Id = IdOf(1),
        OrganisationId = Organisation.DefaultId,
        CampaignId = IdOf(2),
        Steps =
        [
            .. Enumerable.Range(0, 3).Select(static i => new SequenceStep
            {
                Id = IdOf(10 + i),
                Delay = StepDelay.Days(3),
                Conditions = new StepConditions
                {
                    Contact =
                    [
                        new ContactCondition { Field = "first_name", Op = ContactOperator.NotEmpty },
                        new ContactCondition { Field = "company_name", Op = ContactOperator.Contains, Value = "engine" },
                    ],
                    Opened = new OpenedCondition { Step = i == 1 ? 0 : null },
                    Tags = new TagCondition { None = ["customer"] },
                },
                Variants =
                [
                    new StepVariant { Id = "A", Weight = 2, Template = new MessageTemplate() },
                    new StepVariant { Id = "B", Weight = 1, Template = new MessageTemplate() },
                ],
            }),
        ],
    };

    private static Participant AtSecondStep() => new()
    {
        Id = IdOf(3),
        OrganisationId = Organisation.DefaultId,
        CampaignId = IdOf(2),
        ContactId = IdOf(4),
        SenderAccountId = IdOf(5),
        SequenceVersionId = IdOf(1),
        Status = ParticipantStatus.Sent,
        StepIndex = 1,
        DueAt = Monday,
    };

    private static Contact Somebody() => new()
    {
        Id = IdOf(4),
        OrganisationId = Organisation.DefaultId,
        Email = "ada@example.com",
        FirstName = "Ada",
        CompanyName = "Analytical Engines",
        TimeZone = "Europe/London",
        Tags = ["vip", "maths"],
    };

    private static SendRecord Sent(Guid stepId) => new()
    {
        Id = IdOf(6),
        OrganisationId = Organisation.DefaultId,
        CampaignId = IdOf(2),
        ParticipantId = IdOf(3),
        ContactId = IdOf(4),
        StepId = stepId,
        Recipient = "ada@example.com",
        MessageId = "<1@example.com>",
        State = SendState.Sent,
    };

    private static Guid IdOf(int number) => new(number, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]);
}
