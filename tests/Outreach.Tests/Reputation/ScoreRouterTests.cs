namespace Outreach.Tests.Reputation;

/// <summary>The choice among addresses.</summary>
public sealed class ScoreRouterTests
{
    [Fact]
    public void Score_IsThatOfTheFormula()
    {
        Assert.Equal(0.95 - (0.03 * 10) - (0.01 * 100), new DeliveryTally(100, 95, 3, 1).Score, 12);
        Assert.Equal(0, default(DeliveryTally).Score);
    }

    [Fact]
    public void Choose_NearlyEqual_TakesTurns()
    {
        var router = new ScoreRouter(minimumEvidence: 50, nearlyEqual: 0.02);
        DeliveryTally[] tallies = [new(1_000, 1_000, 0, 0), new(1_000, 990, 0, 0), new(1_000, 900, 100, 0), default];
        var taken = new int[tallies.Length];

        for (var i = 0; i < 900; i++)
        {
            taken[router.Choose(tallies)]++;
        }

        Assert.Equal([300, 300, 0, 300], taken);
    }

    [Fact]
    public void Choose_AllBad_TakesTheLeastBad()
    {
        var router = new ScoreRouter(minimumEvidence: 50, nearlyEqual: 0.02);

        Assert.Equal(1, router.Choose([new(100, 50, 50, 0), new(100, 60, 40, 0)]));
    }

    [Fact]
    public void Choose_TooFewMessagesToTell_CountsAsPerfect()
    {
        var router = new ScoreRouter(minimumEvidence: 50, nearlyEqual: 0.02);

        Assert.Equal(0, router.Choose([new(49, 0, 49, 0), new(50, 48, 2, 0)]));
    }
}
