using System.Net;
using System.Net.Sockets;

namespace Outreach.Providers.Smtp.Tests;

/// <summary>The pool, its limits, and cancellation.</summary>
public sealed class ConnectionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_ManyAtOnce_KeepsToTheLimits()
    {
        await using var server = new RecordingServer();
        await using (var provider = new SmtpProvider("pool", server.Options(o => (o.MaxConnections, o.MaxMessagesPerConnection) = (3, 5))))
        {
            var results = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => provider.SendAsync(TestMail.Create(), new TestAttempt(), Token)));
            Assert.All(results, result => Assert.True(result.IsAccepted, result.Reply?.Text));
        }

        Assert.InRange(server.MostOpen, 1, 3);
        Assert.InRange(server.Clients.Count, 12, 14);
        while (server.Commands.Count(command => command == "QUIT") != server.Clients.Count)
        {
            await Task.Delay(20, Token);
        }

        Assert.Equal(60, server.Messages.Count);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 4)]
    public async Task Send_NextEnvelopeEarly_UsesTheSameConnectionAndWaitsWithTheContent(bool refuse, int every)
    {
        await using var server = new RecordingServer();
        var count = 0;
        server.Refuse = command => refuse && command.StartsWith("RCPT", StringComparison.Ordinal) && Interlocked.Increment(ref count) % every == 0
            ? "550 5.1.1 no" : refuse && command == "DATA" && count % every == 0 ? "554 no recipients" : null;
        await using var provider = new SmtpProvider("early", server.Options(o => (o.MaxConnections, o.SendNextEnvelopeEarly) = (1, true)));

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => provider.SendAsync(TestMail.Create(), new TestAttempt(), Token)));

        Assert.Equal(refuse ? 15 : 20, results.Count(result => result.IsAccepted));
        Assert.Equal(refuse ? 5 : 0, results.Count(result => result.Failure == FailureKind.RejectedRecipient));
        Assert.Equal(refuse ? 15 : 20, server.Messages.Count);
        Assert.Single(server.Clients);
    }

    [Fact]
    public async Task Send_NextEnvelopeEarly_GoesBeforeTheAnswerToTheMessage()
    {
        await using var server = new RecordingServer();
        var ended = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        server.BeforeEndReply = () =>
        {
            ended.TrySetResult();
            return answer.Task;
        };
        await using var provider = new SmtpProvider("early", server.Options(o => (o.MaxConnections, o.SendNextEnvelopeEarly) = (1, true)));
        var waits = new TaskCompletionSource();
        var second = new TestAttempt();
        using var cancellation = new CancellationTokenSource();

        var sending = provider.SendAsync(TestMail.Create(), new TestAttempt(before: _ => new ValueTask(waits.Task)), Token);
        var next = provider.SendAsync(TestMail.Create(recipient: "next@sink.test"), second, cancellation.Token);
        waits.SetResult();
        await ended.Task;

        // The second has sent its envelope; it may still be cancelled, since its intent was not asked for.
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        answer.SetResult();
        Assert.True((await sending).IsAccepted);
        Assert.Equal(0, second.Asked);
        Assert.True((await provider.SendAsync(TestMail.Create(), new TestAttempt(), Token)).IsAccepted);
        Assert.Equal(2, server.Messages.Count);
        Assert.Equal(2, server.Clients.Count);
    }

    [Fact]
    public async Task Send_AfterIdleTime_TheConnectionWasClosedInOrder()
    {
        await using var server = new RecordingServer();
        await using var provider = new SmtpProvider("idle", server.Options(o => o.IdleTimeout = TimeSpan.FromMilliseconds(100)));
        await provider.SendAsync(TestMail.Create(), new TestAttempt(), Token);

        while (!server.Commands.Contains("QUIT"))
        {
            await Task.Delay(20, Token);
        }

        Assert.True((await provider.SendAsync(TestMail.Create(), new TestAttempt(), Token)).IsAccepted);
        Assert.Equal(2, server.Clients.Count);
    }

    [Fact]
    public async Task Send_WithLocalAddress_ComesFromIt()
    {
        await using var server = new RecordingServer();
        await using var provider = new SmtpProvider("source", server.Options(o => o.LocalAddress = IPAddress.Parse("127.0.0.5")));

        await provider.SendAsync(TestMail.Create(), new TestAttempt(), Token);

        Assert.Equal(IPAddress.Parse("127.0.0.5"), Assert.Single(server.Clients));
    }

    [Fact]
    public async Task Connect_Always_SendsWithoutDelay()
    {
        await using var server = new RecordingServer();

        using var socket = await new SmtpDialer(server.Options(), TimeProvider.System).ConnectAsync(System.Net.IPAddress.Loopback, Token);

        Assert.True(socket.NoDelay);
    }

    [Fact]
    public async Task Send_WhenSettingsAreLoosenedLater_SendsNoCredentialsInClearText()
    {
        await using var server = new RecordingServer("AUTH PLAIN LOGIN XOAUTH2");
        var options = server.Options(o => (o.UserName, o.Password, o.Security) = ("alice", "secret", SmtpSecurity.ImplicitTls));
        await using var provider = new SmtpProvider("clear", options);
        options.Security = SmtpSecurity.None;

        var result = await provider.SendAsync(TestMail.Create(), new TestAttempt(), Token);

        Assert.Equal((HandOverPhase.NotHandedOver, FailureKind.Authentication), (result.Phase, result.Failure));
        Assert.Contains("credentials were not sent", result.Reply!.Text, StringComparison.Ordinal);
        Assert.Equal(["EHLO client.test"], server.Commands);
    }

    [Fact]
    public async Task Send_WithoutLocalName_SaysAnAddressOrADomain()
    {
        await using var server = new RecordingServer();
        await using var provider = new SmtpProvider("name", server.Options(o => o.LocalName = null));

        await provider.SendAsync(TestMail.Create(), new TestAttempt(), Token);

        Assert.True(server.Commands.TryPeek(out var hello));
        Assert.True(hello == "EHLO [127.0.0.1]" || hello.Contains('.', StringComparison.Ordinal), hello);
    }

    [Fact]
    public async Task Send_ToNobody_SaysWhatToDo()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var options = new SmtpOptions { Host = "127.0.0.1", Port = ((IPEndPoint)taken.LocalEndPoint!).Port };
        await using var provider = new SmtpProvider("nobody", options);

        var refused = await provider.SendAsync(TestMail.Create(), new TestAttempt(), Token);
        options.Host = "no-such-host.invalid";
        var unknown = await provider.SendAsync(TestMail.Create(), new TestAttempt(), Token);

        Assert.Equal((HandOverPhase.NotHandedOver, FailureKind.Transient), (refused.Phase, refused.Failure));
        Assert.Contains("cannot be reached", refused.Reply!.Text, StringComparison.Ordinal);
        Assert.Contains("Check SmtpOptions.Host", refused.Reply.Text, StringComparison.Ordinal);
        Assert.Equal((HandOverPhase.NotHandedOver, FailureKind.Transient), (unknown.Phase, unknown.Failure));
        Assert.Contains("cannot be resolved", unknown.Reply!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_DuringTheIntent_SendsNoEndAndClosesTheConnection()
    {
        await using var server = new RecordingServer();
        await using var provider = new SmtpProvider("cancel", server.Options());
        using var cancellation = new CancellationTokenSource();

        // The permission is granted all the same; that it was cancelled meanwhile comes first.
        var attempt = new TestAttempt(before: async _ => await cancellation.CancelAsync());
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => provider.SendAsync(TestMail.Create(), attempt, cancellation.Token));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.True((await provider.SendAsync(TestMail.Create(), new TestAttempt(), Token)).IsAccepted);
        Assert.Single(server.Messages);
        Assert.Equal(2, server.Clients.Count);
    }

    [Fact]
    public async Task Cancel_AfterTheEnd_IsIgnored()
    {
        await using var server = new RecordingServer();
        using var cancellation = new CancellationTokenSource();
        server.BeforeEndReply = () => cancellation.CancelAsync();
        await using var provider = new SmtpProvider("cancel", server.Options());

        var result = await provider.SendAsync(TestMail.Create(), new TestAttempt(), cancellation.Token);

        Assert.True(result.IsAccepted, result.Reply?.Text);
    }

    [Fact]
    public async Task Cancel_WhileWaitingForAConnection_EndsAtOnce()
    {
        await using var server = new RecordingServer();
        var waits = new TaskCompletionSource();
        await using var provider = new SmtpProvider("queue", server.Options(o => o.MaxConnections = 1));
        using var cancellation = new CancellationTokenSource();
        var first = provider.SendAsync(TestMail.Create(), new TestAttempt(before: _ => new ValueTask(waits.Task)), Token);
        var second = provider.SendAsync(TestMail.Create(), new TestAttempt(), cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        waits.SetResult();
        Assert.True((await first).IsAccepted);
    }

    [Fact]
    public async Task Send_WhenTheIntentThrows_PassesItOnAndSendsNoEnd()
    {
        await using var server = new RecordingServer();
        await using var provider = new SmtpProvider("throws", server.Options());

        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => provider.SendAsync(TestMail.Create(), new TestAttempt(before: _ => throw new TimeZoneNotFoundException()), Token));

        Assert.True((await provider.SendAsync(TestMail.Create(), new TestAttempt(), Token)).IsAccepted);
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task Dispose_WithJobsWaiting_EndsThem()
    {
        await using var server = new RecordingServer();
        var waits = new TaskCompletionSource();
        var provider = new SmtpProvider("dispose", server.Options(o => o.MaxConnections = 1));
        var first = provider.SendAsync(TestMail.Create(), new TestAttempt(before: _ => new ValueTask(waits.Task)), Token);
        var second = provider.SendAsync(TestMail.Create(), new TestAttempt(), Token);

        await provider.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => second);
        waits.SetResult();
        Assert.True((await first).IsAccepted);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => provider.SendAsync(TestMail.Create(), new TestAttempt(), Token));
    }

    [Fact]
    public async Task Send_SameAnswerAgain_IsTheSameResult()
    {
        await using var server = new RecordingServer();
        await using var provider = new SmtpProvider("cache", server.Options());

        var first = await provider.SendAsync(TestMail.Create(), new TestAttempt(), Token);
        var second = await provider.SendAsync(TestMail.Create(), new TestAttempt(), Token);

        Assert.Same(first, second);
    }
}
