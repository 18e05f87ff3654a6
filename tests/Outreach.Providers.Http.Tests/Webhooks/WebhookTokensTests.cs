using Outreach.Testing;

namespace Outreach.Providers.Http.Tests;

public sealed class WebhookTokensTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private readonly ManualClock _time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(-601, false)]
    [InlineData(-600, true)]
    [InlineData(600, true)]
    [InlineData(601, false)]
    public void Token_IsGoodInsideTheWindowOnly(int seconds, bool isGood) =>
        Assert.Equal(isGood, new WebhookTokens(Window, _time).TryTake("t", _time.GetUtcNow().AddSeconds(seconds), "x"u8));

    [Fact]
    public void Token_IsGoodForOneBody_AsOftenAsItComes()
    {
        var tokens = new WebhookTokens(Window, _time);
        var stamp = _time.GetUtcNow();

        Assert.True(tokens.TryTake("t", stamp, "one"u8));
        Assert.True(tokens.TryTake("t", stamp, "one"u8));
        Assert.False(tokens.TryTake("t", stamp, "two"u8));
        _time.Advance(Window);
        Assert.False(tokens.TryTake("t", stamp, "two"u8));
    }

    [Fact]
    public void Tokens_BeyondTheCapacity_PushOutTheOldest()
    {
        var tokens = new WebhookTokens(Window, _time, capacity: 2);
        var stamp = _time.GetUtcNow();
        tokens.TryTake("oldest", stamp.AddSeconds(-2), "one"u8);
        tokens.TryTake("older", stamp.AddSeconds(-1), "one"u8);
        tokens.TryTake("new", stamp, "one"u8);

        Assert.False(tokens.TryTake("new", stamp, "two"u8));
        Assert.True(tokens.TryTake("oldest", stamp.AddSeconds(-2), "two"u8));
    }
}
