namespace Outreach.Tests.Reputation;

/// <summary>A day of a million events: addresses go bad at one mailbox provider, and the router leaves them.</summary>
public sealed class SimulatedDayTests
{
    private const int Sends = 1_000_000;
    private const int MostBeforeLeaving = 750;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Providers = ["gmail", "outlook", "yahoo"];

    /// <summary>One in five bounces. With some 40,000 good messages before, the address is left after at most 750 more to that provider.</summary>
    [Fact]
    public void Day_WithAnAddressThatGoesBad_GoesOnWithTheOthers()
    {
        var reputation = new OrganisationReputation(new ReputationOptions { BounceLimit = 1, ComplaintLimit = 1 });
        SendingIp[] ips = [.. Enumerable.Range(1, 4).Select(i => new SendingIp { OrganisationId = Organisation.DefaultId, Address = $"192.0.2.{i}", ProviderName = $"smtp{i}", Pool = "pool" })];
        reputation.Load(ips, [], [], Start);
        var account = SenderAccount.Create("Ada", "ada@example.com", "pool");
        var random = new Random(7);
        var (afterFault, total) = (0, new Dictionary<(string Provider, string Way), int>());
        for (var i = 0; i < Sends; i++)
        {
            var now = Start + (TimeSpan.FromHours(24) * ((double)i / Sends));
            var provider = Providers[random.Next(Providers.Length)];
            var way = reputation.FindWay(account, MessageStream.Marketing, provider, null, now);
            var isFaulty = i >= Sends / 2 && provider == "gmail" && way.ProviderName == "smtp2";
            afterFault += isFaulty ? 1 : 0;
            total[(provider, way.ProviderName)] = total.GetValueOrDefault((provider, way.ProviderName)) + 1;
            reputation.Count(
                Send(account, way.ProviderName), provider, random.NextDouble() < (isFaulty ? 0.2 : 0.0005) ? DeliveryTally.Refused : DeliveryTally.Accepted, now);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{Sends:N0} sends; {afterFault} from the bad address to the provider after it went bad");
        Assert.InRange(afterFault, 1, MostBeforeLeaving);

        // To other providers the address goes on, and all take part.
        Assert.All(Providers.Where(provider => provider != "gmail").SelectMany(provider => ips.Select(ip => total[(provider, ip.ProviderName)])), count => Assert.InRange(count, 75_000, 92_000));
        Assert.True(total[("gmail", "smtp2")] < total[("gmail", "smtp1")] * 2 / 3);
    }

    private static SendRecord Send(SenderAccount account, string provider) => new()
    {
        Id = default,
        OrganisationId = account.OrganisationId,
        CampaignId = default,
        ParticipantId = default,
        ContactId = default,
        StepId = default,
        SenderAccountId = account.Id,
        ProviderName = provider,
        Recipient = "a@gmail.com",
        MessageId = "<a@example.com>",
    };
}
