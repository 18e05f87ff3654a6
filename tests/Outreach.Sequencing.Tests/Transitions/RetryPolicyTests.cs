namespace Outreach.Sequencing.Tests;

public sealed class RetryPolicyTests
{
    private static readonly RetryPolicy Exact = new() { Jitter = 0 };

    [Fact]
    public void Policy_Untouched_HasItsDefaults()
    {
        var policy = RetryPolicy.Default;
        Assert.Equal(10, policy.MaxAttempts);
        Assert.Equal(TimeSpan.FromMinutes(5), policy.TransientDelay);
        Assert.Equal(TimeSpan.FromMinutes(15), policy.ThrottledDelay);
        Assert.Equal(TimeSpan.FromMinutes(15), policy.AuthenticationDelay);
        Assert.Equal(TimeSpan.FromHours(6), policy.LongestDelay);
        Assert.Equal(TimeSpan.FromHours(24), policy.LongestRetryAfter);
        Assert.Equal(0.2, policy.Jitter);
    }

    [Theory]
    [InlineData(FailureKind.Transient, 1, 5)]
    [InlineData(FailureKind.Transient, 4, 40)]
    [InlineData(FailureKind.Transient, 9, 360)]
    [InlineData(FailureKind.Throttled, 2, 30)]
    [InlineData(FailureKind.Authentication, 1, 15)]
    [InlineData(FailureKind.Authentication, 200, 15)]
    public void NextDelay_TemporaryFailure_Doubles(FailureKind failure, int attempt, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), Exact.NextDelay(failure, attempt, null, 1));

    [Theory]
    [InlineData(FailureKind.Permanent, 1)]
    [InlineData(FailureKind.RejectedRecipient, 1)]
    [InlineData(FailureKind.RejectedContent, 1)]
    [InlineData(FailureKind.Transient, 10)]
    [InlineData(FailureKind.Throttled, 11)]
    public void NextDelay_NoFurtherAttempt_IsNull(FailureKind failure, int attempt) =>
        Assert.Null(Exact.NextDelay(failure, attempt, TimeSpan.FromSeconds(1), 1));

    [Theory]
    [InlineData(60, 60)]
    [InlineData(1, 5)]
    [InlineData(1_000_000, 1_440)]
    [InlineData(-5, 5)]
    public void NextDelay_RetryAfter_IsTheLeast(int askedMinutes, int expectedMinutes) => Assert.Equal(
        TimeSpan.FromMinutes(expectedMinutes), Exact.NextDelay(FailureKind.Transient, 1, TimeSpan.FromMinutes(askedMinutes), 1));

    [Fact]
    public void NextDelay_Jitter_OnlyLengthensAndIsSeeded()
    {
        var waits = Enumerable.Range(0, 500)
            .Select(static i => RetryPolicy.Default.NextDelay(FailureKind.Transient, 1, TimeSpan.FromMinutes(10), StableSeed.Add(1, (ulong)i))!.Value)
            .ToList();
        Assert.All(waits, static wait => Assert.InRange(wait, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(12)));
        Assert.True(waits.Distinct().Count() > 400);
        Assert.Equal(waits[3], RetryPolicy.Default.NextDelay(FailureKind.Transient, 1, TimeSpan.FromMinutes(10), StableSeed.Add(1, 3)));
    }
}
