namespace Outreach.Tests.Gates;

public sealed class GateContextTests
{
    [Fact]
    public void Reset_ForgetsTheClaimsOfTheMessageBefore()
    {
        var context = new GateContext();
        context.Claim(new QuotaUse(new QuotaClaim("a", 1), DateTimeOffset.UnixEpoch, ReasonCodes.DailyCap));

        context.Reset(DateTimeOffset.UnixEpoch, null!, null!, null!);

        Assert.Empty(context.Uses);
    }

    [Fact]
    public void DefaultAnswer_Admits() => Assert.Equal(GateAction.Admit, default(GateAnswer).Action);
}
