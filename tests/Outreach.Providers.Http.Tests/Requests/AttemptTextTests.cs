namespace Outreach.Providers.Http.Tests;

public sealed class AttemptTextTests
{
    private const string Text = "0198f6e2000070008000000000000001-2";

    [Fact]
    public void Attempt_Written_IsReadAgain()
    {
        var attempt = new AttemptId(new Guid("0198f6e2-0000-7000-8000-000000000001"), 2);

        Assert.Equal(Text, AttemptText.Format(attempt));
        Assert.Equal(attempt, AttemptText.Parse(Text));
        Assert.Equal((byte)255, AttemptText.Parse(Text[..33] + "255")?.Number);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0198f6e2000070008000000000000001")]
    [InlineData("0198f6e2000070008000000000000001-")]
    [InlineData("0198f6e2000070008000000000000001-0")]
    [InlineData("0198f6e2000070008000000000000001-256")]
    [InlineData("0198f6e2000070008000000000000001-1000")]
    [InlineData("0198f6e200007000800000000000000g-1")]
    [InlineData("0198f6e2-0000-7000-8000-000000000001-2")]
    public void Text_ThatIsNoAttempt_IsNone(string? text) => Assert.Null(AttemptText.Parse(text));
}
