using BenchmarkDotNet.Attributes;
using Outreach.Sequencing;

namespace Outreach.Benchmarks;

/// <summary>
/// Deciding about a due participant: a follow-up with a first send in the ledger, working hours in the recipient's own zone, a condition on tags and
/// two variants. The floor asks the same questions in plain code, and knows the zone's offset.
/// </summary>
[MemoryDiagnoser]
public class DecideBenchmarks
{
    private static readonly TimeSpan KnownOffset = TimeSpan.FromHours(1);

    private readonly LeasedParticipant _first = ReferenceCampaign.CreateLeased(0, ReferenceMail.Date);
    private readonly LeasedParticipant _followUp = ReferenceCampaign.CreateLeased(1, ReferenceMail.Date);
    private readonly SequencePlan _plan = ReferenceCampaign.CreatePlan();

    [GlobalSetup]
    public void Setup()
    {
        var kinds = (FirstTouch(), FollowUp(), OutsideWindow());
        if (kinds != (DecisionKind.Send, DecisionKind.Send, DecisionKind.Defer) || Floor() < 0)
        {
            throw new InvalidOperationException($"The decisions are not those that were meant to be measured: {kinds}.");
        }
    }

    /// <returns>The variant, or a negative number if nothing is sent.</returns>
    [Benchmark(Baseline = true)]
    public int Floor()
    {
        var participant = _followUp.Participant;
        if (_followUp.IsSuppressed || participant.Status != ParticipantStatus.Sent || participant.StepIndex >= _plan.StepCount)
        {
            return -1;
        }

        var step = _plan.StepAt(participant.StepIndex);
        for (var i = 0; i < _followUp.Sends.Count; i++)
        {
            if (_followUp.Sends[i].StepId == step.Id)
            {
                return -2;
            }
        }

        var local = ReferenceMail.Date.ToOffset(KnownOffset);
        if (string.IsNullOrWhiteSpace(_followUp.Contact.Email)
            || local.Hour is < 9 or >= 17
            || local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            return -3;
        }

        for (var i = 0; i < _followUp.Contact.Tags.Count; i++)
        {
            if (string.Equals(_followUp.Contact.Tags[i], step.Conditions.Tags!.None![0], StringComparison.OrdinalIgnoreCase))
            {
                return -4;
            }
        }

        return (participant.Id.GetHashCode() & int.MaxValue) % 3 < 2 ? 0 : 1;
    }

    [Benchmark]
    public DecisionKind FollowUp() => Decide(_followUp, ReferenceMail.Date);

    [Benchmark]
    public DecisionKind FirstTouch() => Decide(_first, ReferenceMail.Date);

    [Benchmark]
    public DecisionKind OutsideWindow() => Decide(_followUp, ReferenceMail.Date.AddHours(12));

    private DecisionKind Decide(LeasedParticipant leased, DateTimeOffset now) => SequenceDecider.Decide(new DecisionInput
    {
        Plan = _plan,
        Participant = leased.Participant,
        Contact = leased.Contact,
        Sends = leased.Sends,
        IsSuppressed = leased.IsSuppressed,
        Now = now,
    }).Kind;
}
