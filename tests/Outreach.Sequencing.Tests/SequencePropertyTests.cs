using System.Globalization;

namespace Outreach.Sequencing.Tests;

/// <summary>What holds for every sequence, schedule and course of events. OUTREACH_SEED repeats a run from that number on.</summary>
public sealed class SequencePropertyTests
{
    private const int Runs = 3_000;

    private static readonly int FirstSeed =
        int.TryParse(Environment.GetEnvironmentVariable("OUTREACH_SEED"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var given)
            ? given
            : Random.Shared.Next(1, int.MaxValue - Runs);

    [Fact]
    public void Attempts_Always_LieWithinTheWindow() => ForEachRun(static simulation =>
    {
        var zone = simulation.Plan.Window.ZoneFor(simulation.Contact);
        var framework = TimeZoneInfo.FindSystemTimeZoneById(zone.Id);
        foreach (var attempt in simulation.Events.Where(static happened => happened.Name == "Attempt"))
        {
            Assert.True(IsOpen(simulation.Schedule, TimeZoneInfo.ConvertTime(attempt.At, framework).DateTime));
        }
    });

    [Fact]
    public void Attempts_AfterTheEnd_NeverHappen() => ForEachRun(static simulation =>
    {
        var ended = false;
        foreach (var happened in simulation.Events)
        {
            Assert.False(ended && happened.Name is ("Attempt" or "Accepted"));
            ended |= ParticipantTransitions.IsFinal(happened.Status) && happened.Name is not ("Attempt" or "Accepted");
        }
    });

    [Fact]
    public void Steps_Always_AreAcceptedInOrderAndAtMostOnce() => ForEachRun(static simulation =>
    {
        var steps = simulation.Events.Where(static happened => happened.Name == "Accepted").Select(static happened => happened.StepIndex).ToList();
        Assert.Equal(steps.Distinct().Order(), steps);
    });

    [Fact]
    public void Attempts_AfterDoubt_NeverRepeatTheStep() => ForEachRun(static simulation =>
    {
        var doubtful = new HashSet<int>();
        foreach (var happened in simulation.Events)
        {
            Assert.False(happened.Name == "Attempt" && doubtful.Contains(happened.StepIndex));
            if (happened.Name == "Doubt")
            {
                doubtful.Add(happened.StepIndex);
            }
        }
    });

    [Fact]
    public void Replies_BeforeAStepByDelay_StopUnlessTheStepSaysOtherwise() => ForEachRun(static simulation =>
    {
        foreach (var attempt in simulation.Events.Where(static happened => happened.Name == "Attempt" && happened.Status == ParticipantStatus.Replied))
        {
            var step = simulation.Plan.StepAt(attempt.StepIndex);
            Assert.True(step.Trigger == StepTrigger.AfterReply || !step.Conditions.StopIfReplied);
        }
    });

    [Fact]
    public void StepsAfterReply_WithoutAReply_AreNeverAttempted() => ForEachRun(static simulation =>
    {
        foreach (var attempt in simulation.Events.Where(static happened => happened.Name == "Attempt"))
        {
            Assert.True(simulation.Plan.StepAt(attempt.StepIndex).Trigger == StepTrigger.Delay || attempt.Status == ParticipantStatus.Replied);
        }
    });

    [Fact]
    public void DueTimes_Always_KeepTheDelayAndLieInTheFuture() => ForEachRun(static simulation =>
    {
        DateTimeOffset? accepted = null;
        foreach (var happened in simulation.Events)
        {
            Assert.True(happened.DueAt is null || happened.DueAt >= happened.At || happened.Name == "Reply");
            if (happened.Name == "Accepted")
            {
                accepted = happened.At;
            }
            else if (happened is { Name: "Next", DueAt: { } due })
            {
                var delay = simulation.Plan.StepAt(happened.StepIndex).Delay;
                var least = delay.Unit == DelayUnit.Hours ? TimeSpan.FromHours(delay.Amount) : TimeSpan.FromDays(delay.Amount) - TimeSpan.FromHours(3);
                Assert.True(due - accepted >= least);
            }
        }
    });

    [Fact]
    public void Simulations_Together_ReachEverythingThatIsTested()
    {
        var names = new HashSet<string>();
        var ends = new HashSet<ParticipantStatus>();
        var accepted = 0;
        ForEachRun(simulation =>
        {
            names.UnionWith(simulation.Events.Select(static happened => happened.Name));
            ends.Add(simulation.Participant.Status);
            accepted += simulation.Events.Count(static happened => happened.Name == "Accepted");
        });
        string[] expected = ["Attempt", "Accepted", "Doubt", "Refused", "Next", "Skip", "Stop", "Advance", "Bounce", "Unsubscribe", "Complaint", "Reply"];
        Assert.Empty(expected.Except(names));
        ParticipantStatus[] statuses =
        [
            ParticipantStatus.Replied, ParticipantStatus.Bounced, ParticipantStatus.Unsubscribed, ParticipantStatus.Stopped, ParticipantStatus.Completed, ParticipantStatus.Failed,
        ];
        Assert.Empty(statuses.Except(ends));
        Assert.True(accepted > Runs, $"Only {accepted} messages were accepted in {Runs} runs.");
    }

    [Fact]
    public void Runs_OfTheSameSeed_AreTheSame() => ForEachRun(static simulation => { }, compareWithSecondRun: true);

    private static void ForEachRun(Action<SequenceSimulation> check, bool compareWithSecondRun = false)
    {
        for (var seed = FirstSeed; seed < FirstSeed + Runs; seed++)
        {
            try
            {
                var simulation = Run(seed);
                check(simulation);
                Assert.True(!compareWithSecondRun || simulation.Events.SequenceEqual(Run(seed).Events));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"seed {seed}: {exception.Message}", exception);
            }
        }
    }

    private static SequenceSimulation Run(int seed)
    {
        var simulation = new SequenceSimulation(seed);
        simulation.Run();
        return simulation;
    }

    private static bool IsOpen(SendingSchedule schedule, DateTime wall)
    {
        bool OpensOn(DateTime day) => schedule.Days.HasFlag((DaysOfWeek)(1 << (int)day.DayOfWeek)) && !schedule.BlackoutDates.Contains(DateOnly.FromDateTime(day));
        var time = TimeOnly.FromDateTime(wall);
        return schedule.Opens < schedule.Closes
            ? time >= schedule.Opens && time < schedule.Closes && OpensOn(wall)
            : (time >= schedule.Opens && OpensOn(wall)) || (time < schedule.Closes && OpensOn(wall.AddDays(-1)));
    }
}
