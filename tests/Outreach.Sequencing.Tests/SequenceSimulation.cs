namespace Outreach.Sequencing.Tests;

/// <summary>
/// One participant led through a random sequence by the pure functions alone, with a provider that accepts, refuses and loses answers at
/// random, and with replies, bounces and requests that come in between. Writes down what happened.
/// </summary>
internal sealed class SequenceSimulation
{
    private const int MostTurns = 2_000;
    private static readonly string[] Zones = ["Etc/UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia"];
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    private readonly Random _random;
    private readonly List<SendRecord> _sends = [];

    internal SequenceSimulation(int seed)
    {
        _random = new Random(seed);
        Schedule = RandomSchedule();
        Plan = Some.Plan(Schedule, [.. Enumerable.Range(0, _random.Next(1, 6)).Select(RandomStep)]);
        Contact = Some.Contact with { TimeZone = _random.Next(3) == 0 ? Zones[_random.Next(Zones.Length)] : null };
        Now = Start.AddMinutes(_random.Next(400 * 24 * 60));
        Participant = Some.Participant with { Id = new Guid(seed, 1, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]) };
        Participant = Participant with { DueAt = ParticipantTransitions.FirstDue(Plan, Contact, Now) };
    }

    internal SendingSchedule Schedule { get; }

    internal SequencePlan Plan { get; }

    internal Contact Contact { get; }

    internal Participant Participant { get; private set; }

    internal DateTimeOffset Now { get; private set; }

    /// <summary>Gets what happened, in order.</summary>
    internal List<SimulatedEvent> Events { get; } = [];

    internal bool Ended => Participant.DueAt is null;

    internal void Run()
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            if (_random.Next(8) == 0)
            {
                Interfere();
            }
            else if (Participant.DueAt is { } due)
            {
                Now = due > Now ? due : Now;
                TakeTurn();
            }
            else if (Participant.IsFinished || _random.Next(3) == 0)
            {
                return;
            }
        }

        Assert.Fail("The participant never ends.");
    }

    private void TakeTurn()
    {
        var decision = SequenceDecider.Decide(new DecisionInput
        {
            Plan = Plan,
            Participant = Participant,
            Contact = Contact,
            Sends = _sends,
            IsSuppressed = false,
            Now = Now,
        });
        if (decision.Kind != DecisionKind.Send)
        {
            Apply(decision.Kind.ToString(), ParticipantTransitions.Of(decision, Plan, Participant, Contact, Now));
            return;
        }

        Events.Add(new SimulatedEvent("Attempt", Now, Participant.StepIndex, Participant.Status));
        Attempt();
    }

    private void Attempt()
    {
        var step = Plan.StepAt(Participant.StepIndex);
        var attempt = (byte)((SequenceDecider.FindSend(_sends, step.Id)?.Attempt ?? 0) + 1);
        switch (_random.Next(20))
        {
            case 0:
                Record(step, SendState.InDoubt, attempt);
                Apply("Doubt", ParticipantTransitions.AfterDoubt(Participant, Now.AddDays(3), Now));
                break;
            case < 4:
                var refusal = new Refusal { Failure = (FailureKind)_random.Next(6), Attempt = attempt };
                var next = ParticipantTransitions.AfterRefusal(Plan, Participant, Contact, RetryPolicy.Default with { MaxAttempts = 4 }, refusal, Now);
                Record(step, next.DueAt is null ? SendState.Failed : SendState.Due, attempt);
                Apply("Refused", next);
                break;
            default:
                Record(step, SendState.Sent, attempt);
                Events.Add(new SimulatedEvent("Accepted", Now, Participant.StepIndex, Participant.Status));
                Apply("Next", ParticipantTransitions.AfterAccepted(Plan, Participant, Contact, Now, Now));
                break;
        }
    }

    private void Interfere()
    {
        Now = Now.AddMinutes(_random.Next(2_000));
        switch (_random.Next(30))
        {
            case 0:
                Apply("Bounce", EventTransitions.AfterBounce(Participant, null, Now));
                break;
            case 1:
                Apply("Unsubscribe", EventTransitions.AfterUnsubscribe(Participant, Now));
                break;
            case 2:
                Apply("Complaint", EventTransitions.AfterComplaint(Participant, Now));
                break;
            case < 12:
                Apply("Reply", EventTransitions.AfterReply(Plan, Participant, Contact, _sends, Now));
                break;
            case < 20 when _sends.FindIndex(static send => send.State == SendState.InDoubt) is >= 0 and var index:
                // Evidence that the message had been accepted; the participant is not told, and finds it at its next turn.
                _sends[index] = _sends[index] with { State = SendState.Sent };
                break;
        }
    }

    private void Record(SequenceStep step, SendState state, byte attempt)
    {
        _sends.RemoveAll(send => send.StepId == step.Id);
        _sends.Add(Some.Send(step, state) with { Attempt = attempt, IntentAt = Now, ResultAt = Now });
    }

    private void Apply(string name, ParticipantTransition? transition)
    {
        if (transition is null)
        {
            return;
        }

        Participant = Participant with
        {
            Status = transition.Status,
            StepIndex = transition.StepIndex,
            DueAt = transition.DueAt,
            Reason = transition.Reason,
            UpdatedAt = transition.At,
        };
        Events.Add(new SimulatedEvent(name, Now, transition.StepIndex, transition.Status) { DueAt = transition.DueAt });
    }

    private SendingSchedule RandomSchedule() => new()
    {
        TimeZone = Zones[_random.Next(Zones.Length)],
        UseRecipientTimeZone = _random.Next(2) == 0,
        Opens = TimeOnly.MinValue.AddMinutes(_random.Next(1_440)),
        Closes = TimeOnly.MinValue.AddMinutes(_random.Next(1_440)),
        Days = (DaysOfWeek)_random.Next(1, 128),
        BlackoutDates = [.. Enumerable.Range(0, _random.Next(10)).Select(_ => new DateOnly(2026, 1, 1).AddDays(_random.Next(500)))],
        Spread = TimeSpan.FromMinutes(_random.Next(300)),
    };

    private SequenceStep RandomStep(int number) => Some.Step(
        number,
        new StepDelay(_random.Next(6), (DelayUnit)_random.Next(3)),
        _random.Next(6) == 0 ? StepTrigger.AfterReply : StepTrigger.Delay) with
    {
        Conditions = new StepConditions
        {
            StopIfReplied = _random.Next(4) != 0,
            Contact = _random.Next(6) == 0 ? [new ContactCondition { Field = "phone", Op = ContactOperator.NotEmpty }] : null,
        },
    };
}
