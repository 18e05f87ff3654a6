using System.Net;

namespace Outreach.Deliverability.Tests.Spf;

/// <summary>Where RFC 7208 and pyspf say different things.</summary>
public sealed class SpfEvaluatorTests
{
    private static readonly SpfClient Client = new() { Address = IPAddress.Parse("192.0.2.1"), MailFrom = "a@a.test", Helo = "a.test" };

    [Theory]

    // §4.6.2: mechanisms are evaluated from left to right; what stands behind the one that matches is only read.
    [InlineData("v=spf1 ip4:192.0.2.1 include:a.test", SpfVerdict.Pass)]
    [InlineData("v=spf1 ?all include:%{d}", SpfVerdict.Neutral)]

    // §4.6.4: where the domain's own record is asked for again and again, ten terms are reached.
    [InlineData("v=spf1 include:a.test -all", SpfVerdict.PermError)]

    // §6: modifiers that are not known are ignored, however often they stand there; those that are known may stand there once.
    [InlineData("v=spf1 other=%{s} other=%{s} ip4:192.0.2.1", SpfVerdict.Pass)]
    [InlineData("v=spf1 redirect=a.test redirect=a.test", SpfVerdict.PermError)]
    public async Task Check_FollowsRfc7208(string record, SpfVerdict expected)
    {
        var evaluator = new SpfEvaluator(new ZoneResolver().Txt("a.test", record));

        Assert.Equal(expected, (await evaluator.CheckAsync(Client, TestContext.Current.CancellationToken)).Verdict);
    }
}
