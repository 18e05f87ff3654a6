namespace Outreach.Tests.Reputation;

/// <summary>The numbers of warm-ups.</summary>
public sealed class WarmUpPlanTests
{
    private static readonly DateOnly Start = new(2026, 3, 2);

    [Theory]
    [InlineData(1, 2, 50)]
    [InlineData(3, 4, 100)]
    [InlineData(5, 7, 500)]
    [InlineData(8, 10, 1_000)]
    [InlineData(11, 14, 5_000)]
    [InlineData(15, 21, 10_000)]
    [InlineData(22, 28, 50_000)]
    [InlineData(29, 400, null)]
    public void Standard_HasTheVolumesOfItsDays(int first, int last, int? volume)
    {
        for (var day = first; day <= last; day++)
        {
            Assert.Equal(volume, WarmUpPlan.Standard.VolumeOn(day));
        }
    }

    [Fact]
    public void Day_AfterPausedOnes_IsRepeated_WhateverThePauses()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var warmUp = new WarmUp { Plan = WarmUpPlan.Standard, StartedOn = Start };
            var pauses = Enumerable.Range(0, random.Next(12)).Select(_ => Start.AddDays(random.Next(-3, 40))).ToList();
            for (var i = 0; i < 60; i++)
            {
                var (today, tomorrow) = (warmUp.DayOn(Start.AddDays(i), pauses), warmUp.DayOn(Start.AddDays(i + 1), pauses));
                Assert.Equal(pauses.Contains(Start.AddDays(i)) ? today : today + 1, tomorrow);
            }

            Assert.Equal(1, warmUp.DayOn(Start, pauses));
            Assert.Equal(0, warmUp.DayOn(Start.AddDays(-1), pauses));
        }
    }

    [Fact]
    public void FindProblem_NamesTheStage()
    {
        static string? Problem(params WarmUpStage[] stages) => new WarmUpPlan { Stages = stages }.FindProblem();

        Assert.Null(WarmUpPlan.Standard.FindProblem());
        Assert.Contains("1 to 100 stages", Problem(), StringComparison.Ordinal);
        Assert.Contains("up to day 2 with 60", Problem(new(3, 50), new(2, 60)), StringComparison.Ordinal);
        Assert.Contains("up to day 3 with 0", Problem(new WarmUpStage(3, 0)), StringComparison.Ordinal);
        Assert.Contains("by day 365", Problem(new WarmUpStage(366, 1)), StringComparison.Ordinal);
    }
}
