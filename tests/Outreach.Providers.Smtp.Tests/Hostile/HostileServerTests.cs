using System.Security.Cryptography.X509Certificates;
using Outreach.TestServers;

namespace Outreach.Providers.Smtp.Tests;

/// <summary>Each script at each pace; and what must hold whatever a server does.</summary>
public sealed class HostileServerTests : IClassFixture<HostileServerTests.SharedCertificate>
{
    private readonly SharedCertificate _shared;

    public HostileServerTests(SharedCertificate shared) => _shared = shared;

    public static TheoryData<string, Pace> Scripts()
    {
        var data = new TheoryData<string, Pace>();
        foreach (var script in HostileScripts.All())
        {
            foreach (var pace in Enum.GetValues<Pace>())
            {
                if (pace == Pace.Whole || !script.OnlyWhole)
                {
                    data.Add(script.Name, pace);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Send_ToHostileServer_EndsAsItMust(string name, Pace pace)
    {
        var script = HostileScripts.All().Single(one => one.Name == name);
        if (!HasShortLimits(script))
        {
            await PlayAsync(script, pace);
            return;
        }

        try
        {
            await PlayAsync(script, pace);
        }
        catch (Xunit.Sdk.XunitException)
        {
            // On a busy machine a limit may end a step before the one that is to end by it. Then all take their time.
            await PlayAsync(script, pace, slowness: 20);
        }
    }

    private async Task PlayAsync(ServerScript script, Pace pace, int slowness = 1)
    {
        using var other = script.HasOtherName ? TestCertificate.Create(lifetime: null, "other.test") : null;
        await using var server = new ScriptedServer(script, pace, other ?? _shared.Certificate);
        var lines = new List<SmtpProtocolLine>();
        var options = Options(script, server, lines);
        Lengthen(options.Timeouts, slowness);
        var log = new RecordingLogger();
        await using var provider = new SmtpProvider("hostile", options, TimeProvider.System, log);
        HandOverResult? result = null;
        var asked = 0;
        for (var i = 0; i < script.Messages; i++)
        {
            // The answers that a script sends in one go have all arrived when the intent is granted.
            var attempt = new TestAttempt(IntentVerdict.Granted, script.Text == "nothing had asked for" ? cancellation => new ValueTask(Task.Delay(100, cancellation)) : null);
            result = await provider.SendAsync(TestMail.Create(script.Content), attempt, TestContext.Current.CancellationToken);
            Assert.InRange(attempt.Asked, 0, 1);
            asked += attempt.Asked;
        }

        await provider.DisposeAsync();
        CheckResult(script, result!);
        CheckServer(script, server, options, asked);
        CheckSecrets([.. log.Lines, result!.Reply?.Text ?? "", .. lines.Where(line => line.FromClient).Select(line => line.Text)]);
    }

    [Fact]
    public void Scripts_AreManyAndHaveNamesOfTheirOwn()
    {
        var names = HostileScripts.All().Select(script => script.Name).ToArray();

        Assert.True(names.Length >= 150, $"{names.Length} scripts");
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    /// <summary>No password or token, and no base64 of them, is shown anywhere.</summary>
    private static void CheckSecrets(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
            Assert.DoesNotContain("czNjcmV0", text, StringComparison.Ordinal);
            Assert.DoesNotContain("AHMzY3JldC", text, StringComparison.Ordinal);
            Assert.DoesNotContain("t0ken", text, StringComparison.Ordinal);
        }
    }

    private static bool HasShortLimits(ServerScript script)
    {
        var options = new SmtpOptions { Host = "127.0.0.1" };
        script.Configure?.Invoke(options);
        var limits = options.Timeouts;
        return new[] { limits.Greeting, limits.Command, limits.Recipient, limits.Handshake, limits.DataStart, limits.DataEnd }.Min() < TimeSpan.FromSeconds(1);
    }

    private static void Lengthen(SmtpTimeouts limits, int slowness)
    {
        TimeSpan Longer(TimeSpan limit) => limit < TimeSpan.FromSeconds(1) ? limit * slowness : limit;
        (limits.Greeting, limits.Command, limits.Recipient) = (Longer(limits.Greeting), Longer(limits.Command), Longer(limits.Recipient));
        (limits.Handshake, limits.DataStart, limits.DataEnd) = (Longer(limits.Handshake), Longer(limits.DataStart), Longer(limits.DataEnd));
    }

    private static SmtpOptions Options(ServerScript script, ScriptedServer server, List<SmtpProtocolLine> lines)
    {
        var options = new SmtpOptions { Host = "127.0.0.1", Port = server.Port, Security = SmtpSecurity.None, LocalName = "client.test", MaxConnections = 1, TrustedRoots = [server.Certificate] };
        script.Configure?.Invoke(options);
        options.OnProtocolLine = lines.Add;
        return options;
    }

    private static void CheckResult(ServerScript script, HandOverResult result)
    {
        if (script.Text == "*")
        {
            Assert.NotEqual(HandOverPhase.HandedOver, result.Phase);
            Assert.NotNull(result.Failure);
            return;
        }

        Assert.Equal((script.Phase, script.Failure, Text: result.Reply?.Text), (result.Phase, result.Failure, result.Reply?.Text));
        Assert.Contains(script.Text, result.Reply?.Text ?? "", StringComparison.Ordinal);
    }

    private static void CheckServer(ServerScript script, ScriptedServer server, SmtpOptions options, int asked)
    {
        Assert.Empty(server.Deviations);
        Assert.Equal(script.Ends, server.Ends);
        Assert.True(server.Ends <= asked, "An end of data without an intent.");
        if (options.Security != SmtpSecurity.None || !options.AllowPlainTextAuthentication)
        {
            Assert.DoesNotContain("AUTH", server.ClearText, StringComparison.Ordinal);
        }

        if (options.Security != SmtpSecurity.None)
        {
            Assert.DoesNotContain("MAIL", server.ClearText, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("s3cret", server.ClearText, StringComparison.Ordinal);
    }

    public sealed class SharedCertificate : IDisposable
    {
        public X509Certificate2 Certificate { get; } = TestCertificate.Create();

        public void Dispose() => Certificate.Dispose();
    }
}
