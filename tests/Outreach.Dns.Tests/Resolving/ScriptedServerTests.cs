using System.Net;
using Outreach.TestServers;

namespace Outreach.Dns.Tests.Resolving;

/// <summary>What servers and forgers send that no server in good order does.</summary>
public sealed class ScriptedServerTests
{
    /// <summary>For servers that are silent; still long enough for one that answers on a busy machine.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(3);

    /// <summary>For servers that answer: a question that is repeated because the machine was busy would be counted.</summary>
    private static readonly TimeSpan Patient = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Query_ForgedAnswersBeforeTheGenuineOne_AreIgnored()
    {
        await using var server = new ScriptedServer((question, _) =>
        {
            var wrongId = ScriptedServer.Answer(question, 0, ScriptedServer.Address(66));
            wrongId[0] ^= 1;
            var wrongName = ScriptedServer.Answer(question, 0, ScriptedServer.Address(67));
            wrongName[13] ^= 1;
            var noResponse = ScriptedServer.Answer(question, 0, ScriptedServer.Address(68));
            noResponse[2] = 1;
            return [wrongId, wrongName, noResponse, [1, 2, 3], ScriptedServer.Answer(question, 0, ScriptedServer.Address(1))];
        });

        var answer = await Ask(server);

        Assert.Equal("192.0.2.1", Single(answer));
    }

    [Fact]
    public async Task Query_RecordsOfOtherNames_AreNotTaken()
    {
        byte[] other = [1, (byte)'x', 0, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 6, 6, 6, 6];
        await using var server = new ScriptedServer((question, _) => [ScriptedServer.Answer(question, 0, other, ScriptedServer.Address(1))]);

        Assert.Equal("192.0.2.1", Single(await Ask(server)));
    }

    [Fact]
    public async Task Query_MalformedAnswer_SaysSo()
    {
        await using var server = new ScriptedServer((question, _) => [ScriptedServer.Answer(question, 0, [0xC0, 12, 0, 1])]);

        var answer = await Ask(server, attempts: 1);

        Assert.Equal(DnsStatus.Malformed, answer.Status);
        Assert.True(answer.IsTemporaryFailure);
        Assert.Contains("no DNS message", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_AliasOfItself_EndsWithItsReason()
    {
        await using var server = new ScriptedServer((question, _) => [ScriptedServer.Answer(question, 0, ScriptedServer.Alias(question[12] == 1 ? "bb" : "a"))]);

        var answer = await Ask(server, name: "a");

        Assert.Equal(DnsStatus.AliasLoop, answer.Status);
        Assert.Contains("do not end", answer.Detail, StringComparison.Ordinal);
        Assert.Equal(2, server.Questions.Count);
    }

    [Fact]
    public async Task Query_AliasesWithoutEnd_AreFollowedSoFarOnly()
    {
        var count = 0;
        await using var server = new ScriptedServer((question, _) => [ScriptedServer.Answer(question, 0, ScriptedServer.Alias($"n{count++}"))]);

        var answer = await Ask(server);

        Assert.Equal(DnsStatus.AliasLoop, answer.Status);
        Assert.Equal(13, server.Questions.Count);
    }

    [Fact]
    public async Task Query_ServerThatFollowsNoAliases_IsAskedForTheirTarget()
    {
        await using var server = new ScriptedServer((question, _) =>
            [ScriptedServer.Answer(question, 0, question[12] == 2 ? ScriptedServer.Address(1) : ScriptedServer.Alias("bb"))]);

        var answer = await Ask(server);

        Assert.Equal("192.0.2.1", Single(answer));
        Assert.Equal(["bb"], answer.Aliases);
    }

    [Fact]
    public async Task Query_ServerWithoutEdns_IsAskedWithoutIt()
    {
        await using var server = new ScriptedServer((question, _) =>
            [question[11] == 0 ? ScriptedServer.Answer(question, 0, ScriptedServer.Address(1)) : ScriptedServer.Answer(question, 1)]);

        Assert.Equal("192.0.2.1", Single(await Ask(server)));
    }

    [Fact]
    public async Task Query_CaseRandomizedAndChangedByTheServer_IsAskedOverTcp()
    {
        await using var server = new ScriptedServer((question, _) =>
        {
            var answer = ScriptedServer.Answer(question, 0, ScriptedServer.Address(1));
            for (var i = 12; answer[i] != 0; i++)
            {
                answer[i] = (byte)char.ToLowerInvariant((char)answer[i]);
            }

            return [answer];
        });

        var answer = await Ask(server, name: "a-name-with-many-letters.example.test", randomizeCase: true);

        Assert.Equal("192.0.2.1", Single(answer));
        Assert.Contains(server.Questions, question => question.IsTcp);
    }

    [Fact]
    public async Task Query_CaseRandomized_IsRandomAndComesBack()
    {
        await using var server = new ScriptedServer((question, _) => [ScriptedServer.Answer(question, 0, ScriptedServer.Address(1))]);

        var answer = await Ask(server, name: "a-name-with-many-letters.example.test", randomizeCase: true);

        Assert.Equal("192.0.2.1", Single(answer));
        Assert.Contains(server.Questions.Single().Question, octet => char.IsAsciiLetterUpper((char)octet));
    }

    [Fact]
    public async Task Query_ManyNames_HaveDifferentIdsAndPorts()
    {
        await using var server = new ScriptedServer((question, _) => [ScriptedServer.Answer(question, 0, ScriptedServer.Address(1))]);
        var dns = Resolver(server);
        for (var i = 0; i < 50; i++)
        {
            await dns.QueryAsync($"n{i}.example.test", DnsRecordType.A, TestContext.Current.CancellationToken);
        }

        Assert.True(server.Questions.Select(question => (question.Question[0] << 8) | question.Question[1]).Distinct().Count() > 45);
        Assert.True(server.Questions.Select(question => question.Port).Distinct().Count() > 25);
    }

    [Fact]
    public async Task Query_SameNameAtTheSameTime_IsAskedOnce()
    {
        await using var server = new ScriptedServer((question, _) => [ScriptedServer.Answer(question, 0, ScriptedServer.Address(1))]);
        var dns = Resolver(server);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => dns.QueryAsync("Example.test", DnsRecordType.A, TestContext.Current.CancellationToken).AsTask()));

        Assert.Single(server.Questions);
    }

    [Fact]
    public async Task Query_AfterTheLifetimeOfTheAnswer_IsAskedAgain()
    {
        await using var server = new ScriptedServer((question, _) => [ScriptedServer.Answer(question, 0, ScriptedServer.Address(1, seconds: 30))]);
        var clock = new ManualClock();
        var dns = Resolver(server, clock: clock);

        await dns.QueryAsync("example.test", DnsRecordType.A, TestContext.Current.CancellationToken);
        clock.Now += TimeSpan.FromSeconds(29);
        await dns.QueryAsync("example.test", DnsRecordType.A, TestContext.Current.CancellationToken);
        Assert.Single(server.Questions);
        clock.Now += TimeSpan.FromSeconds(1);
        await dns.QueryAsync("example.test", DnsRecordType.A, TestContext.Current.CancellationToken);

        Assert.Equal(2, server.Questions.Count);
    }

    [Fact]
    public async Task Query_SilentServer_IsAskedLastUntilItsBackOffIsOver()
    {
        var silent = true;
        await using var first = new ScriptedServer((question, _) => silent ? [] : [ScriptedServer.Answer(question, 0, ScriptedServer.Address(1))]);
        await using var second = new ScriptedServer((question, _) => [ScriptedServer.Answer(question, 0, ScriptedServer.Address(2))]);
        var clock = new ManualClock();
        var dns = new DnsResolver(new DnsResolverOptions { Servers = [first.EndPoint, second.EndPoint], AttemptTimeout = Short }, clock);
        ValueTask<DnsAnswer> AskFor(string name) => dns.QueryAsync(name, DnsRecordType.A, TestContext.Current.CancellationToken);

        Assert.Equal("192.0.2.2", Single(await AskFor("a.test")));
        silent = false;
        Assert.Equal("192.0.2.2", Single(await AskFor("b.test")));
        clock.Now += TimeSpan.FromSeconds(2);
        Assert.Equal("192.0.2.1", Single(await AskFor("c.test")));
    }

    [Fact]
    public async Task Query_MoreNamesThanTheCacheHolds_KeepsItsSize()
    {
        await using var server = new ScriptedServer((question, _) => [ScriptedServer.Answer(question, 0, ScriptedServer.Address(1))]);
        var options = new DnsResolverOptions { Servers = [server.EndPoint], CacheCapacity = 20 };
        var cache = new Caching.AnswerCache(options, TimeProvider.System);
        for (var i = 0; i < 200; i++)
        {
            await cache.GetAsync(
                new Caching.CacheKey($"n{i}", DnsRecordType.A),
                key => Task.FromResult(new DnsAnswer { Name = key.Name, Type = key.Type, Status = DnsStatus.NoData, TimeToLive = TimeSpan.FromMinutes(1) }),
                TestContext.Current.CancellationToken);
        }

        Assert.InRange(cache.Count, 1, 20);
    }

    [Fact]
    public async Task Query_Cancelled_StopsWaiting()
    {
        await using var server = new ScriptedServer((_, _) => []);
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var dns = new DnsResolver(new DnsResolverOptions { Servers = [server.EndPoint], AttemptTimeout = Patient });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await dns.QueryAsync("example.test", DnsRecordType.A, cancelled.Token));
    }

    [Fact]
    public async Task Query_NobodyListens_IsTemporary()
    {
        var nobody = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        var dns = new DnsResolver(new DnsResolverOptions { Servers = [nobody], AttemptTimeout = Patient });

        var answer = await dns.QueryAsync("example.test", DnsRecordType.A, TestContext.Current.CancellationToken);

        Assert.Equal(DnsStatus.Timeout, answer.Status);
        Assert.Contains("can't be reached", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OutOfRange_SayWhatToSet()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new DnsResolver(new DnsResolverOptions { UdpPayload = 100 }));

        Assert.Contains("Set DnsResolverOptions.UdpPayload to a value from 512 to 4096.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ResolvConf_WithOtherLines_GivesItsServers()
    {
        var servers = Network.ResolvConfFile.Read("# made by hand\nsearch a.test b.test\nnameserver 192.0.2.53\n nameserver\t2001:db8::53 # second\nnameserver nonsense\noptions timeout:1");

        Assert.Equal([new IPEndPoint(IPAddress.Parse("192.0.2.53"), 53), new IPEndPoint(IPAddress.Parse("2001:db8::53"), 53)], servers);
        Assert.Equal([new IPEndPoint(IPAddress.Loopback, 53)], Network.ResolvConfFile.Read(""));
    }

    private static ValueTask<DnsAnswer> Ask(ScriptedServer server, string name = "example.test", bool randomizeCase = false, int attempts = 2) =>
        Resolver(server, randomizeCase, attempts).QueryAsync(name, DnsRecordType.A, TestContext.Current.CancellationToken);

    private static DnsResolver Resolver(ScriptedServer server, bool randomizeCase = false, int attempts = 2, TimeProvider? clock = null) =>
        new(new DnsResolverOptions { Servers = [server.EndPoint], RandomizeCase = randomizeCase, Attempts = attempts, AttemptTimeout = Patient }, clock);

    private static string Single(DnsAnswer answer) => Assert.IsType<AddressRecord>(Assert.Single(answer.Records)).Address.ToString();
}
