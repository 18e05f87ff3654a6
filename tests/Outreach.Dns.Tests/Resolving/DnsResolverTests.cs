using System.Net;
using Outreach.TestServers;

namespace Outreach.Dns.Tests.Resolving;

/// <summary>The resolver against BIND.</summary>
public sealed class DnsResolverTests(DnsServerFixture fixture) : IClassFixture<DnsServerFixture>
{
    private static readonly TimeSpan Patient = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Query_EachType_GivesItsRecords()
    {
        var dns = Resolver();

        Assert.Equal(["192.0.2.1", "192.0.2.2"], (await Records<AddressRecord>(dns, "outreach.test", DnsRecordType.A)).Select(r => r.Address.ToString()).Order());
        Assert.Equal(IPAddress.Parse("2001:db8::1"), (await Records<AddressRecord>(dns, "Outreach.Test.", DnsRecordType.Aaaa)).Single().Address);
        Assert.Equal(["10 mx1.outreach.test", "20 mx2.outreach.test"], (await Records<MxRecord>(dns, "outreach.test", DnsRecordType.Mx)).Select(r => $"{r.Preference} {r.Exchange}").Order());
        Assert.Equal("v=spf1 ip4:192.0.2.0/24 -all", (await Records<TxtRecord>(dns, "outreach.test", DnsRecordType.Txt)).Single().Text);
        Assert.Equal("mail.outreach.test", (await Records<NameRecord>(dns, DnsName.ForAddress(IPAddress.Parse("192.0.2.1")), DnsRecordType.Ptr)).Single().Target);
        Assert.Equal("localhost", (await Records<NameRecord>(dns, "outreach.test", DnsRecordType.Ns)).Single().Target);
        Assert.Equal(TimeSpan.FromSeconds(30), (await Records<SoaRecord>(dns, "outreach.test", DnsRecordType.Soa)).Single().Minimum);
        Assert.Equal((1, 2, 993, "imap.outreach.test"), (await Records<SrvRecord>(dns, "_imaps._tcp.outreach.test", DnsRecordType.Srv)).Select(r => (r.Priority, r.Weight, r.Port, r.Target)).Single());
        Assert.Equal((true, "issue", "ca.example"), (await Records<CaaRecord>(dns, "outreach.test", DnsRecordType.Caa)).Select(r => (r.IsCritical, r.Tag, r.Value)).Single());
        Assert.Equal([0xAB, 0xAB, 0xAB, 0xAB], (await Records<TlsaRecord>(dns, "_25._tcp.mx1.outreach.test", DnsRecordType.Tlsa)).Single().Data.ToArray());
        Assert.Equal("other.elsewhere.test", (await Records<NameRecord>(dns, "alias.outreach.test", DnsRecordType.Cname)).Single().Target);
        Assert.Equal([0xDE, 0xAD, 0xBE, 0xEF], (await Records<UnknownRecord>(dns, "typed.outreach.test", (DnsRecordType)65_280)).Single().Data.ToArray());
        Assert.Equal(IPAddress.Parse("192.0.2.3"), (await Records<AddressRecord>(dns, "bücher.outreach.test", DnsRecordType.A)).Single().Address);
        Assert.Equal("wildcard", (await Records<TxtRecord>(dns, "any.wild.outreach.test", DnsRecordType.Txt)).Single().Text);
    }

    [Fact]
    public async Task Query_Alias_LeadsIntoTheOtherZone()
    {
        var answer = await Ask(Resolver(), "alias.outreach.test", DnsRecordType.A);

        Assert.Equal(["other.elsewhere.test"], answer.Aliases);
        Assert.Equal(IPAddress.Parse("192.0.2.9"), answer.Records.OfType<AddressRecord>().Single().Address);
    }

    [Theory]
    [InlineData("no.outreach.test", DnsRecordType.A, DnsStatus.NameNotFound)]
    [InlineData("dangling.outreach.test", DnsRecordType.A, DnsStatus.NameNotFound)]
    [InlineData("elsewhere.test", DnsRecordType.Mx, DnsStatus.NoData)]
    [InlineData("alias.outreach.test", DnsRecordType.Mx, DnsStatus.NoData)]
    [InlineData("name.broken.test", DnsRecordType.Txt, DnsStatus.ServerFailure)]
    [InlineData("loop1.outreach.test", DnsRecordType.A, DnsStatus.ServerFailure)]
    [InlineData("c0.outreach.test", DnsRecordType.A, DnsStatus.ServerFailure)]
    [InlineData("a..outreach.test", DnsRecordType.A, DnsStatus.InvalidName)]
    public async Task Query_NothingFound_SaysWhy(string name, DnsRecordType type, DnsStatus expected)
    {
        var answer = await Ask(Resolver(), name, type);

        Assert.Equal(expected, answer.Status);
        Assert.Empty(answer.Records);
    }

    [Fact]
    public async Task Query_MissingName_IsRememberedAsItsZoneSays()
    {
        var answer = await Ask(Resolver(), "missing.outreach.test", DnsRecordType.A);

        Assert.Equal(TimeSpan.FromSeconds(30), answer.TimeToLive);
    }

    [Fact]
    public async Task Query_AnswerTooLongForUdp_ComesOverTcp()
    {
        var texts = (await Ask(Resolver(), "big.outreach.test", DnsRecordType.Txt)).Texts.ToList();

        Assert.Equal(20, texts.Count);
        Assert.All(texts, text => Assert.Equal(242, text.Length));
    }

    [Fact]
    public async Task Query_CutOffOverUdp_ComesOverTcp()
    {
        await fixture.Server.TruncateAsync("mx1.outreach.test");
        await fixture.Server.SetAsync("outreach.test", "mx1.outreach.test", "A", "192.0.2.25");

        Assert.Single(await Records<AddressRecord>(Resolver(), "mx1.outreach.test", DnsRecordType.A));
    }

    [Fact]
    public async Task Query_CaseRandomized_IsAnswered()
    {
        var dns = new DnsResolver(new DnsResolverOptions { Servers = [fixture.Server.EndPoint], RandomizeCase = true, AttemptTimeout = Patient });

        Assert.Equal(2, (await Records<AddressRecord>(dns, "outreach.test", DnsRecordType.A)).Count);
    }

    [Fact]
    public async Task Query_DroppedName_TimesOutAndComesBackLater()
    {
        await fixture.Server.DropAsync("silent.outreach.test");
        await fixture.Server.SetAsync("outreach.test", "silent.outreach.test", "A", "192.0.2.26");
        var options = new DnsResolverOptions
        {
            Servers = [fixture.Server.EndPoint],
            AttemptTimeout = TimeSpan.FromMilliseconds(150),
            FailureTimeToLive = TimeSpan.Zero,
        };
        var dns = new DnsResolver(options);

        var silent = await Ask(dns, "silent.outreach.test", DnsRecordType.A);
        await fixture.Server.RestoreAsync("silent.outreach.test");

        Assert.Equal(DnsStatus.Timeout, silent.Status);
        Assert.Contains("did not answer within 0.15 s", silent.Detail, StringComparison.Ordinal);
        options.AttemptTimeout = Patient;
        Assert.Single(await Records<AddressRecord>(dns, "silent.outreach.test", DnsRecordType.A));
    }

    [Fact]
    public async Task Query_FirstServerDead_IsAnsweredByTheSecond()
    {
        var dead = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        var dns = new DnsResolver(new DnsResolverOptions { Servers = [dead, fixture.Server.EndPoint], AttemptTimeout = Patient });

        Assert.Equal(2, (await Records<AddressRecord>(dns, "outreach.test", DnsRecordType.A)).Count);
    }

    private DnsResolver Resolver() => new(new DnsResolverOptions { Servers = [fixture.Server.EndPoint], AttemptTimeout = Patient });

    private static async Task<IReadOnlyList<T>> Records<T>(DnsResolver dns, string name, DnsRecordType type)
    {
        var answer = await Ask(dns, name, type);
        Assert.True(answer.Status == DnsStatus.Success, $"{name} {type}: {answer.Status} {answer.Detail}");
        return [.. answer.Records.Cast<T>()];
    }

    private static async Task<DnsAnswer> Ask(DnsResolver dns, string name, DnsRecordType type) =>
        await dns.QueryAsync(name, type, TestContext.Current.CancellationToken);
}
