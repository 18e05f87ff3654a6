using Outreach.Mime;
using Outreach.TestServers;

namespace Outreach.Deliverability.Tests.Addresses;

/// <summary>The probe against Postfix and its sink.</summary>
public sealed class SmtpMailboxProbeTests(MailServers servers) : IClassFixture<MailServers>
{
    [Theory]
    [InlineData("alice@outreach.test", MailboxOutcome.Accepted)]
    [InlineData("nobody-here@outreach.test", MailboxOutcome.Refused)]
    public async Task Probe_Postfix_KnowsItsMailboxes(string address, MailboxOutcome expected)
    {
        using var probe = Probe(servers.Postfix.SmtpPort);

        var result = await ProbeAsync(probe, address);

        Assert.Equal(expected, result.Outcome);
        Assert.Matches("^(250|550) ", result.Reply);
    }

    [Fact]
    public async Task Probe_ServerThatTakesAnyName_IsACatchAll()
    {
        await using var sink = await SmtpSink.StartAsync(keepMessages: false);
        using var probe = Probe(sink.Port);

        Assert.Equal(MailboxOutcome.CatchAll, (await ProbeAsync(probe, "ann@outreach.test")).Outcome);
    }

    [Theory]
    [InlineData("-r", "rcpt", "452 4.2.2 mailbox full")]
    [InlineData("-q", "rcpt", "")]
    [InlineData("-f", "mail", "550 5.7.1 blocked")]
    public async Task Probe_ServerThatDoesNotSay_LeavesItUnknown(string option, string command, string reply)
    {
        await using var sink = await SmtpSink.StartAsync(keepMessages: false, reply.Length == 0 ? [option, command] : [option, command, option == "-r" ? "-b" : "-B", reply]);
        using var probe = Probe(sink.Port);

        Assert.Equal(MailboxOutcome.Unknown, (await ProbeAsync(probe, "ann@outreach.test")).Outcome);
    }

    [Fact]
    public async Task Probe_Greeting_TellsWhoRunsTheMailboxes()
    {
        await using var sink = await SmtpSink.StartAsync(keepMessages: false, "-h", "mx.google.com");
        using var providers = new MxMailboxProviders(Zone());
        Assert.Null(await providers.FindAsync("outreach.test", TestContext.Current.CancellationToken));
        using var probe = Probe(sink.Port, providers);

        await ProbeAsync(probe, "ann@outreach.test");

        Assert.Equal("gmail", providers.Find("outreach.test"));
    }

    [Fact]
    public async Task Probe_AddressOfAPrivateNetwork_IsNotAsked()
    {
        using var probe = new SmtpMailboxProbe(Zone(), new SmtpProbeOptions { HeloName = "probe.example.com" });

        var result = await ProbeAsync(probe, "ann@outreach.test");

        Assert.Equal(MailboxOutcome.Unknown, result.Outcome);
        Assert.Contains("no public address", result.Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_OneHostAgainAndAgain_KeepsItsPauses()
    {
        var clock = new RecordingClock();
        var pace = new ProbePace(new SmtpProbeOptions { PauseByHost = TimeSpan.FromSeconds(10), Connections = 50 }, clock);
        for (var i = 0; i < 3; i++)
        {
            using var place = await pace.WaitAsync("mx.test", TestContext.Current.CancellationToken);
        }

        using var other = await pace.WaitAsync("mx.other.test", TestContext.Current.CancellationToken);

        Assert.Equal([TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)], clock.Waits);
    }

    [Fact]
    public async Task Validate_WithProbe_TakesItsAnswer()
    {
        using var probe = Probe(servers.Postfix.SmtpPort);
        var validator = new AddressValidator(Zone(), probe: probe);

        Assert.Equal(AddressVerdict.Valid, (await validator.ValidateAsync("alice@outreach.test", TestContext.Current.CancellationToken)).Verdict);
        Assert.Equal(AddressVerdict.Invalid, (await validator.ValidateAsync("nobody-here@outreach.test", TestContext.Current.CancellationToken)).Verdict);
    }

    [Fact]
    public void Options_WithoutName_SayWhatToSet()
    {
        var exception = Assert.Throws<ArgumentException>(() => new SmtpMailboxProbe(Zone(), new SmtpProbeOptions()));

        Assert.StartsWith("Set SmtpProbeOptions.HeloName to the full name of this host", exception.Message, StringComparison.Ordinal);
    }

    private static Task<MailboxProbeResult> ProbeAsync(SmtpMailboxProbe probe, string address) =>
        probe.ProbeAsync(EmailAddress.Parse(address), ["mx.outreach.test"], TestContext.Current.CancellationToken);

    private static SmtpMailboxProbe Probe(int port, IMailServerGreetings? greetings = null) =>
        new(Zone(), new SmtpProbeOptions { HeloName = "probe.example.com", Port = port, PauseByHost = TimeSpan.Zero, Timeout = Patience.Limit }, null, static _ => true, greetings);

    private static ZoneResolver Zone() => new ZoneResolver().Mx("outreach.test", "mx.outreach.test").Address("mx.outreach.test", "127.0.0.1");

    /// <summary>A clock that stands still; waits are noted and over at once.</summary>
    private sealed class RecordingClock : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
