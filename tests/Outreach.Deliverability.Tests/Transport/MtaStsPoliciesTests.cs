using Outreach.Dns;

namespace Outreach.Deliverability.Tests.Transport;

/// <summary>How long policies hold, and what happens where they can't be had (RFC 8461 §3.3, §5.1).</summary>
public sealed class MtaStsPoliciesTests
{
    private readonly World _world = new();

    [Fact]
    public async Task Find_EnforcedPolicy_IsFetchedOnceAndNamesItsHosts()
    {
        var policies = _world.Policies();

        var policy = await FindAsync(policies);
        await FindAsync(policies);

        Assert.True(policy!.Allows("mx.example.com"));
        Assert.False(policy.Allows("mx.evil.example"));
        Assert.Equal(1, _world.Fetches);
    }

    [Theory]
    [InlineData("testing")]
    [InlineData("none")]
    public async Task Find_PolicyThatIsNotEnforced_IsNone(string mode)
    {
        _world.Policy = Text(mode);

        Assert.Null(await FindAsync(_world.Policies()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("v=STSv1; id=")]
    [InlineData("v=spf1 -all")]
    public async Task Find_NoRecord_FetchesNothing(string? record)
    {
        _world.Record = record;

        Assert.Null(await FindAsync(_world.Policies()));
        Assert.Equal(0, _world.Fetches);
    }

    [Fact]
    public async Task Find_IdChanges_FetchesAgain()
    {
        var policies = _world.Policies();
        await FindAsync(policies);
        (_world.Record, _world.Policy) = ("v=STSv1; id=2", Text("none"));

        Assert.Null(await FindAsync(policies));
        Assert.Equal(2, _world.Fetches);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Find_RecordGoneOrDnsDown_HoldsUntilThePolicyIsTooOld(bool down)
    {
        var policies = _world.Policies();
        await FindAsync(policies);
        (_world.Record, _world.IsDown) = (null, down);

        Assert.NotNull(await FindAsync(policies));
        _world.Now += TimeSpan.FromDays(8);
        Assert.Null(await FindAsync(policies));
    }

    [Fact]
    public async Task Find_PolicyHostFails_KeepsTheOldPolicyAndDoesNotAskWithEveryMessage()
    {
        var policies = _world.Policies();
        await FindAsync(policies);
        (_world.Record, _world.Policy) = ("v=STSv1; id=2", null);

        Assert.NotNull(await FindAsync(policies));
        Assert.NotNull(await FindAsync(policies));
        Assert.Equal(2, _world.Fetches);

        _world.Now += TimeSpan.FromMinutes(6);
        _world.Policy = Text("none");
        Assert.Null(await FindAsync(policies));
        Assert.Equal(3, _world.Fetches);
    }

    [Fact]
    public async Task Find_PolicyCanNeverBeFetched_IsNone()
    {
        _world.Policy = null;
        var policies = _world.Policies();

        Assert.Null(await FindAsync(policies));
        Assert.Null(await FindAsync(policies));
        Assert.Equal(1, _world.Fetches);
    }

    private static string Text(string mode) => $"version: STSv1\nmode: {mode}\nmx: mx.example.com\nmax_age: 604800\n";

    private static async Task<IMailTransportPolicy?> FindAsync(MtaStsPolicies policies) => await policies.FindAsync("example.com", TestContext.Current.CancellationToken);

    /// <summary>The record in DNS, the policy on the web and the time, all of which change.</summary>
    private sealed class World : TimeProvider, IDnsResolver, IMtaStsPolicySource
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

        public string? Record { get; set; } = "v=STSv1; id=1";

        public bool IsDown { get; set; }

        public string? Policy { get; set; } = Text("enforce");

        public int Fetches { get; private set; }

        public MtaStsPolicies Policies() => new(this, this, this);

        public override DateTimeOffset GetUtcNow() => Now;

        public ValueTask<DnsAnswer> QueryAsync(string name, DnsRecordType type, CancellationToken cancellationToken = default)
        {
            Assert.Equal("_mta-sts.example.com", name);
            return ValueTask.FromResult(new DnsAnswer
            {
                Name = name,
                Type = type,
                Status = IsDown ? DnsStatus.Timeout : Record is null ? DnsStatus.NameNotFound : DnsStatus.Success,
                Records = IsDown || Record is null ? [] : [TxtRecord.Create(name, TimeSpan.FromMinutes(1), Record)],
            });
        }

        public Task<MtaStsFetch> FetchAsync(string domain, CancellationToken cancellationToken = default)
        {
            Fetches++;
            return Task.FromResult(Policy is null ? new MtaStsFetch { Problem = "404" } : new MtaStsFetch { Text = Policy });
        }
    }
}
