namespace Outreach.Tests.Decisions;

public sealed class DecisionReasonTests
{
    [Theory]
    [InlineData("due", null, "due")]
    [InlineData("daily_cap", "sender/1", "daily_cap: sender/1")]
    public void ToString_ShowsCodeAndDetail(string code, string? detail, string text) => Assert.Equal(text, new DecisionReason(code, detail).ToString());

    [Fact]
    public void Default_IsEmpty() => Assert.Equal("", default(DecisionReason).ToString());
}
