using System.Net;

namespace Outreach.Providers.Smtp.Tests;

/// <summary>Which mail exchanger gets the message, and when another one may.</summary>
public sealed class DirectDeliveryTests
{
    [Fact]
    public async Task Send_SeveralPreferences_GoesToTheLowest()
    {
        await using var lab = new DirectLab();
        var backup = lab.AddServer("127.0.0.3", 20);
        var primary = lab.AddServer("127.0.0.2", 10);

        var result = await lab.SendAsync();

        Assert.True(result.IsAccepted, result.Reply?.Text);
        Assert.Single(primary.Messages);
        Assert.Empty(backup.Commands);
    }

    [Fact]
    public async Task Send_EqualPreferences_SpreadsOverThem()
    {
        await using var lab = new DirectLab();
        var (one, other) = (lab.AddServer("127.0.0.2", 10), lab.AddServer("127.0.0.3", 10));

        for (byte i = 0; i < 40; i++)
        {
            Assert.True((await lab.SendAsync(number: i)).IsAccepted);
        }

        Assert.Equal(40, one.Messages.Count + other.Messages.Count);
        Assert.InRange(one.Messages.Count, 8, 32);
    }

    [Fact]
    public async Task Send_LowestDoesNotListen_GoesToTheNext()
    {
        await using var lab = new DirectLab();
        lab.AddDead("127.0.0.9", 10);
        var backup = lab.AddServer("127.0.0.3", 20);
        var attempt = new TestAttempt();

        var result = await lab.SendAsync(attempt: attempt);

        Assert.True(result.IsAccepted, result.Reply?.Text);
        Assert.Equal((1, 1), (attempt.Asked, backup.Messages.Count));
    }

    [Fact]
    public async Task Send_FirstAddressDoesNotListen_GoesToTheNextOfTheHost()
    {
        await using var lab = new DirectLab();
        var server = lab.Serve("127.0.0.2");
        lab.Exchangers.Add(DirectLab.Domain, "mx.sink.test", 10, "127.0.0.9", "127.0.0.2");

        Assert.True((await lab.SendAsync()).IsAccepted);

        Assert.Single(server.Messages);
    }

    [Theory]
    [InlineData("421 4.3.2 too busy")]
    [InlineData("554 5.7.1 no service")]
    [InlineData("HTTP/1.1 400 Bad Request")]
    public async Task Send_LowestDoesNotWantToTalk_GoesToTheNext(string greeting)
    {
        await using var lab = new DirectLab();
        lab.AddServer("127.0.0.2", 10).Greeting = greeting;
        var backup = lab.AddServer("127.0.0.3", 20);

        var result = await lab.SendAsync();

        Assert.True(result.IsAccepted, result.Reply?.Text);
        Assert.Single(backup.Messages);
    }

    [Theory]
    [InlineData("EHLO", "451 4.3.0 not now")]
    [InlineData("MAIL", "421 4.3.2 shutting down")]
    public async Task Send_SessionIsRefused_GoesToTheNext(string command, string refusal)
    {
        await using var lab = new DirectLab();
        lab.AddServer("127.0.0.2", 10).Refuse = line => line.StartsWith(command, StringComparison.Ordinal) ? refusal : null;
        var backup = lab.AddServer("127.0.0.3", 20);
        var attempt = new TestAttempt();

        var result = await lab.SendAsync(attempt: attempt);

        Assert.True(result.IsAccepted, result.Reply?.Text);
        Assert.Equal((1, 1), (attempt.Asked, backup.Messages.Count));
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 no such user", FailureKind.RejectedRecipient)]
    [InlineData("RCPT", "450 4.2.0 greylisted", FailureKind.Transient)]
    [InlineData("DATA", "554 5.7.1 policy", FailureKind.Permanent)]
    [InlineData("MAIL", "530 5.7.0 authentication required", FailureKind.Permanent)]
    public async Task Send_MessageIsRefused_IsNotOfferedToAnother(string command, string refusal, FailureKind expected)
    {
        await using var lab = new DirectLab();
        lab.AddServer("127.0.0.2", 10).Refuse = line => line.StartsWith(command, StringComparison.Ordinal) ? refusal : null;
        var backup = lab.AddServer("127.0.0.3", 20);

        var result = await lab.SendAsync();

        Assert.Equal((HandOverPhase.Answered, (FailureKind?)expected), (result.Phase, result.Failure));
        Assert.Empty(backup.Commands);
    }

    [Fact]
    public async Task Send_AnswerIsLost_IsInDoubtAndNotOfferedToAnother()
    {
        await using var lab = new DirectLab();
        lab.AddServer("127.0.0.2", 10).EndReply = _ => throw new IOException("gone");
        var backup = lab.AddServer("127.0.0.3", 20);
        var attempt = new TestAttempt();

        var result = await lab.SendAsync(attempt: attempt);

        Assert.Equal((HandOverPhase.HandedOver, null), (result.Phase, result.Failure));
        Assert.Equal(1, attempt.Asked);
        Assert.Empty(backup.Commands);
    }

    [Fact]
    public async Task Send_IntentIsDenied_IsNotOfferedToAnother()
    {
        await using var lab = new DirectLab();
        lab.AddServer("127.0.0.2", 10);
        var backup = lab.AddServer("127.0.0.3", 20);

        var result = await lab.SendAsync(attempt: new TestAttempt(IntentVerdict.Suppressed));

        Assert.Equal(IntentVerdict.Suppressed, result.Denied);
        Assert.Empty(backup.Commands);
    }

    [Fact]
    public async Task Send_NobodyListens_SaysWhoAndIsPutOff()
    {
        await using var lab = new DirectLab();
        lab.AddDead("127.0.0.8", 10);
        lab.AddDead("127.0.0.9", 20);
        var attempt = new TestAttempt();

        var result = await lab.SendAsync(attempt: attempt);

        Assert.Equal((HandOverPhase.NotHandedOver, FailureKind.Transient, "4.4.1", 0), (result.Phase, result.Failure!.Value, result.Reply!.EnhancedCode, attempt.Asked));
        Assert.Contains("mx9.sink.test", result.Reply.Text, StringComparison.Ordinal);
        Assert.Null(result.Reply.Code);
    }

    [Fact]
    public async Task Send_HostWasAwayJustNow_IsPutOffWithoutAskingItAgain()
    {
        await using var lab = new DirectLab();
        lab.AddDead("127.0.0.9", 10);
        await lab.SendAsync();
        var server = lab.Serve("127.0.0.9");

        var result = await lab.SendAsync();

        Assert.Equal((HandOverPhase.NotHandedOver, FailureKind.Transient), (result.Phase, result.Failure!.Value));
        Assert.NotNull(result.RetryAfter);
        Assert.Empty(server.Commands);
    }

    [Theory]
    [InlineData(MailExchangerStatus.NoMail, FailureKind.RejectedRecipient, "5.1.10")]
    [InlineData(MailExchangerStatus.DomainNotFound, FailureKind.RejectedRecipient, "5.1.2")]
    [InlineData(MailExchangerStatus.NoServer, FailureKind.RejectedRecipient, "5.1.2")]
    [InlineData(MailExchangerStatus.TemporaryFailure, FailureKind.Transient, "4.4.3")]
    public async Task Send_DomainHasNoMailServer_SaysWhy(MailExchangerStatus status, FailureKind expected, string code)
    {
        await using var lab = new DirectLab();
        lab.Exchangers.Add(DirectLab.Domain, status);
        var attempt = new TestAttempt();

        var result = await lab.SendAsync(attempt: attempt);

        Assert.Equal((HandOverPhase.NotHandedOver, expected, code, 0), (result.Phase, result.Failure!.Value, result.Reply!.EnhancedCode, attempt.Asked));
        Assert.Contains(DirectLab.Domain, result.Reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ExchangersHaveNoAddress_IsPermanent()
    {
        await using var lab = new DirectLab();
        lab.Exchangers.Add(DirectLab.Domain, "mx.sink.test", 10);

        var result = await lab.SendAsync();

        Assert.Equal((FailureKind.Permanent, "5.4.4"), (result.Failure!.Value, result.Reply!.EnhancedCode));
    }

    [Fact]
    public async Task Send_ThisHostIsAnExchanger_OnlyThoseBeforeItAreTried()
    {
        await using var lab = new DirectLab();
        lab.AddDead("127.0.0.9", 10);
        lab.Exchangers.Add(DirectLab.Domain, "Client.Test", 20, "127.0.0.2");
        var own = lab.Serve("127.0.0.2");
        var behind = lab.AddServer("127.0.0.3", 30);

        var result = await lab.SendAsync();

        Assert.Equal(FailureKind.Transient, result.Failure);
        Assert.Empty(own.Commands);
        Assert.Empty(behind.Commands);
    }

    [Fact]
    public async Task Send_ThisHostIsTheFirstExchanger_IsALoop()
    {
        await using var lab = new DirectLab();
        lab.Exchangers.Add(DirectLab.Domain, "client.test", 10, "127.0.0.2");

        var result = await lab.SendAsync();

        Assert.Equal((FailureKind.Permanent, "5.4.6"), (result.Failure!.Value, result.Reply!.EnhancedCode));
        Assert.Contains("SmtpOptions.LocalName", result.Reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.2", false)]
    [InlineData("0.0.0.0", true)]
    public async Task Send_ExchangerIsInsideTheNetwork_IsNotConnectedTo(string address, bool allow)
    {
        await using var lab = new DirectLab();
        var server = lab.Serve("127.0.0.2");
        lab.Exchangers.Add(DirectLab.Domain, "mx.sink.test", 10, address);
        lab.Options.Direct!.AllowPrivateAddresses = allow;

        var result = await lab.SendAsync();

        Assert.Equal((FailureKind.Permanent, "5.4.4"), (result.Failure!.Value, result.Reply!.EnhancedCode));
        Assert.Empty(server.Clients);
    }

    [Fact]
    public async Task Send_ToAnAddressLiteral_GoesThereWithoutDns()
    {
        await using var lab = new DirectLab();
        var server = lab.Serve("127.0.0.2");

        var result = await lab.SendAsync("bob@[127.0.0.2]");

        Assert.True(result.IsAccepted, result.Reply?.Text);
        Assert.Single(server.Messages);
        Assert.Empty(lab.Exchangers.Asked);
    }

    [Fact]
    public async Task Send_ToAnInternationalDomain_AsksForItsAsciiForm()
    {
        await using var lab = new DirectLab();
        var server = lab.Serve("127.0.0.2");
        lab.Exchangers.Add("xn--bcher-kva.test", "mx.test", 10, "127.0.0.2");

        Assert.True((await lab.SendAsync("bob@bücher.test")).IsAccepted);

        Assert.Equal(["xn--bcher-kva.test"], lab.Exchangers.Asked);
        Assert.Contains(server.Commands, command => command.StartsWith("RCPT TO:<bob@xn--bcher-kva.test>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_ManyToOneDomain_SharesItsConnectionsAndLooksItUpOnce()
    {
        await using var lab = new DirectLab();
        var server = lab.AddServer("127.0.0.2", 10);
        lab.Options.Direct!.MaxConnectionsPerHost = 1;
        await lab.SendAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => lab.SendAsync()));

        Assert.All(results, result => Assert.True(result.IsAccepted, result.Reply?.Text));
        Assert.Equal((1, 31), (server.Clients.Count, server.Messages.Count));
        Assert.Single(lab.Exchangers.Asked);
    }

    [Fact]
    public async Task Send_MoreHostsThanConnections_ServesAllInTurns()
    {
        await using var lab = new DirectLab();
        string[] domains = ["one.test", "two.test", "three.test"];
        var servers = domains.Select((domain, i) =>
        {
            lab.Exchangers.Add(domain, "mx." + domain, 10, $"127.0.0.{i + 2}");
            return lab.Serve($"127.0.0.{i + 2}");
        }).ToList();
        lab.Options.MaxConnections = 1;

        var results = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => lab.SendAsync($"bob@{domains[i % 3]}")));

        Assert.All(results, result => Assert.True(result.IsAccepted, result.Reply?.Text));
        Assert.All(servers, server => Assert.Equal(10, server.Messages.Count));
    }

    [Fact]
    public async Task Send_WithLocalAddress_ComesFromIt()
    {
        await using var lab = new DirectLab();
        var server = lab.AddServer("127.0.0.2", 10);
        lab.Options.LocalAddress = IPAddress.Parse("127.0.0.77");

        Assert.True((await lab.SendAsync()).IsAccepted);

        Assert.Equal([IPAddress.Parse("127.0.0.77")], server.Clients);
        Assert.Contains("EHLO client.test", server.Commands);
    }

    [Fact]
    public async Task Send_NewConnection_TellsTheGreetingOnce()
    {
        var learner = new Learner();
        await using var lab = new DirectLab { Greetings = learner };
        lab.AddServer("127.0.0.2", 10).Greeting = "220 mx.google.com ESMTP";

        await lab.SendAsync();
        await lab.SendAsync();

        Assert.Equal(("sink.test", "220 mx.google.com ESMTP"), Assert.Single(learner.Learnt));
    }

    private sealed class Learner : IMailServerGreetings
    {
        public List<(string Domain, string Greeting)> Learnt { get; } = [];

        public void Learn(string domain, string greeting) => Learnt.Add((domain, greeting));
    }
}
