namespace Outreach;

/// <summary>How many messages a new address may send day by day. After the last stage there is no limit.</summary>
public sealed record WarmUpPlan
{
    /// <summary>Gets the usual plan: 50 messages on days 1 and 2, then 100, 500, 1,000, 5,000, 10,000 and 50,000, and no limit from day 29 on.</summary>
    public static WarmUpPlan Standard { get; } = new()
    {
        Stages = [new(2, 50), new(4, 100), new(7, 500), new(10, 1_000), new(14, 5_000), new(21, 10_000), new(28, 50_000)],
    };

    /// <summary>Gets the stages in the order of their days.</summary>
    public required IReadOnlyList<WarmUpStage> Stages { get; init; }

    /// <summary>Gets how many messages may be sent on a day of the plan.</summary>
    /// <param name="day">The day, from 1.</param>
    /// <returns>The number, or <see langword="null"/> for no limit.</returns>
    public int? VolumeOn(int day)
    {
        foreach (var stage in Stages)
        {
            if (day <= stage.LastDay)
            {
                return stage.Volume;
            }
        }

        return null;
    }

    /// <summary>Says what is wrong with the plan, or <see langword="null"/>.</summary>
    public string? FindProblem()
    {
        var day = 0;
        if (Stages.Count is 0 or > 100)
        {
            return "A warm-up plan has 1 to 100 stages.";
        }

        foreach (var stage in Stages)
        {
            if (stage.LastDay <= day || stage.LastDay > 365 || stage.Volume < 1)
            {
                return $"The warm-up stage up to day {stage.LastDay} with {stage.Volume} messages must end after day {day}, by day 365, and allow 1 message or more.";
            }

            day = stage.LastDay;
        }

        return null;
    }

    /// <inheritdoc/>
    public bool Equals(WarmUpPlan? other) => other is not null && Stages.SequenceEqual(other.Stages);

    /// <inheritdoc/>
    public override int GetHashCode() => Stages.Count == 0 ? 0 : HashCode.Combine(Stages.Count, Stages[0]);
}
