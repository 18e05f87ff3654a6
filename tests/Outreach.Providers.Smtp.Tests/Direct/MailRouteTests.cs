namespace Outreach.Providers.Smtp.Tests;

public sealed class MailRouteTests
{
    [Fact]
    public void HostAt_AnySeed_TriesEachOnceInTheOrderOfPreferences()
    {
        MailExchanger[] exchangers = [new("a", 5), new("b", 10), new("c", 10), new("d", 10), new("e", 20), new("f", 20)];
        var route = new MailRoute(exchangers, SmtpSecurity.None);
        var firsts = new HashSet<string>();
        for (var seed = 0; seed < 200; seed++)
        {
            var order = Enumerable.Range(0, 6).Select(turn => route.HostAt(turn, seed)).ToList();

            Assert.Equal("a", order[0]);
            Assert.Equal(["b", "c", "d"], order[1..4].Order());
            Assert.Equal(["e", "f"], order[4..].Order());
            firsts.Add(string.Concat(order));
        }

        // All orders: 3! times 2!.
        Assert.Equal(12, firsts.Count);
    }
}
