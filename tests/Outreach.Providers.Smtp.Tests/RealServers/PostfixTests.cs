using System.Security.Cryptography.X509Certificates;
using Outreach.TestServers;

namespace Outreach.Providers.Smtp.Tests;

/// <summary>Against a real Postfix with Dovecot's authentication.</summary>
public sealed class PostfixTests(MailServers servers) : IClassFixture<MailServers>
{
    private const string User = "alice@outreach.test";

    private SmtpOptions Options(Func<PostfixServer, int> port, SmtpSecurity security) => new()
    {
        Host = "localhost",
        Port = port(servers.Postfix),
        Security = security,
        UserName = User,
        Password = DovecotServer.Password,
        TrustedRoots = [servers.Certificate],
    };

    [Theory]
    [InlineData(SmtpSecurity.ImplicitTls, false)]
    [InlineData(SmtpSecurity.StartTls, false)]
    [InlineData(SmtpSecurity.StartTls, true)]
    public async Task Send_WithTlsAndPassword_IsDelivered(SmtpSecurity security, bool chunking)
    {
        var options = Options(p => security == SmtpSecurity.StartTls ? p.SubmissionPort : p.SubmissionsPort, security);
        options.UseChunking = chunking;
        var lines = new List<SmtpProtocolLine>();
        options.OnProtocolLine = lines.Add;
        await using var provider = new SmtpProvider("postfix", options);
        var id = Guid.NewGuid().ToString("N");

        var result = await provider.SendAsync(
            TestMail.Create($"Subject: {id}\r\nFrom: alice@outreach.test\r\n\r\n.one\r\n..two\r\nthree", "bob@outreach.test"), new TestAttempt());

        Assert.True(result.IsAccepted, result.Reply?.Text);
        Assert.False(string.IsNullOrEmpty(result.Reply!.ProviderMessageId));
        Assert.Equal("2.0.0", result.Reply.EnhancedCode);
        var message = await servers.Postfix.WaitForMessageAsync("bob", id);
        Assert.Contains("\n.one\n..two\nthree\n", message, StringComparison.Ordinal);
        Assert.Contains("using TLSv1.3", message, StringComparison.Ordinal);
        Assert.Contains(result.Reply.ProviderMessageId!, message, StringComparison.Ordinal);

        // The port with implicit TLS does not offer PLAIN.
        Assert.Contains(lines, line => line.Text == (security == SmtpSecurity.StartTls ? "AUTH PLAIN ********" : "AUTH LOGIN"));
        Assert.DoesNotContain(lines, line => line.Text.Contains(DovecotServer.Password, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4000)]
    public async Task Send_WithToken_IsAccepted(int padding)
    {
        var options = Options(p => p.SubmissionPort, SmtpSecurity.StartTls);
        options.Password = null;
        options.TokenProvider = new TestTokens($"good:{User}~{new string('x', padding)}");
        await using var provider = new SmtpProvider("postfix", options);

        var result = await provider.SendAsync(TestMail.Create(recipient: "bob@outreach.test"), new TestAttempt());

        Assert.True(result.IsAccepted, result.Reply?.Text);
    }

    [Fact]
    public async Task Send_WithTokenThatIsRefused_AsksForAnotherOnce()
    {
        var options = Options(p => p.SubmissionPort, SmtpSecurity.StartTls);
        options.Password = null;
        var tokens = new TestTokens("bad", "good:" + User);
        options.TokenProvider = tokens;
        await using var provider = new SmtpProvider("postfix", options);

        var result = await provider.SendAsync(TestMail.Create(recipient: "bob@outreach.test"), new TestAttempt());

        Assert.True(result.IsAccepted, result.Reply?.Text);
        Assert.Equal([false, true], tokens.Requests.Select(request => request.IsRefused));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_WithWrongCredentials_IsAnAuthenticationFailure(bool token)
    {
        var options = Options(p => p.SubmissionPort, SmtpSecurity.StartTls);
        options.Password = token ? null : "wrong-password";
        options.TokenProvider = token ? new TestTokens("bad-token", "bad-token") : null;
        var attempt = new TestAttempt();
        await using var provider = new SmtpProvider("postfix", options);

        var result = await provider.SendAsync(TestMail.Create(recipient: "bob@outreach.test"), attempt);

        Assert.Equal(HandOverPhase.NotHandedOver, result.Phase);
        Assert.Equal(FailureKind.Authentication, result.Failure);
        Assert.Equal(535, result.Reply!.Code);
        Assert.Equal("5.7.8", result.Reply.EnhancedCode);
        Assert.Contains("check SmtpOptions.UserName", result.Reply.Text, StringComparison.Ordinal);
        Assert.Equal(0, attempt.Asked);
    }

    [Fact]
    public async Task Send_ToSelfSignedServer_SaysWhatToDo()
    {
        var options = Options(p => p.SubmissionsPort, SmtpSecurity.ImplicitTls);
        options.TrustedRoots = null;
        await using var provider = new SmtpProvider("postfix", options);

        var result = await provider.SendAsync(TestMail.Create(recipient: "bob@outreach.test"), new TestAttempt());

        Assert.Equal(HandOverPhase.NotHandedOver, result.Phase);
        Assert.Equal(FailureKind.Transient, result.Failure);
        Assert.Contains("self-signed", result.Reply!.Text, StringComparison.Ordinal);
        Assert.Contains("SmtpOptions.TrustedRoots", result.Reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ToStartTlsPortWithImplicitTls_SaysWhatToDo()
    {
        await using var provider = new SmtpProvider("postfix", Options(p => p.SubmissionPort, SmtpSecurity.ImplicitTls));

        var result = await provider.SendAsync(TestMail.Create(recipient: "bob@outreach.test"), new TestAttempt());

        Assert.Equal(FailureKind.Transient, result.Failure);
        Assert.Contains("set SmtpOptions.Security to StartTls", result.Reply!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 10)]
    [InlineData(false, 300_000)]
    [InlineData(true, 10)]
    [InlineData(true, 300_000)]
    public async Task Send_WhenTheIntentIsDenied_DeliversNothing(bool chunking, int size)
    {
        var options = Options(p => p.SubmissionPort, SmtpSecurity.StartTls);
        options.UseChunking = chunking;
        options.MaxConnections = 1;
        var lines = new List<SmtpProtocolLine>();
        options.OnProtocolLine = lines.Add;
        await using var provider = new SmtpProvider("postfix", options);
        var id = Guid.NewGuid().ToString("N");
        var body = string.Concat(Enumerable.Repeat(new string('x', 70) + "\r\n", size / 72));

        var denied = await provider.SendAsync(
            TestMail.Create($"Subject: denied {id}\r\n\r\n{body}", "bob@outreach.test"), new TestAttempt(IntentVerdict.QuotaExhausted));
        var after = await provider.SendAsync(TestMail.Create($"Subject: after {id}\r\n\r\n", "bob@outreach.test"), new TestAttempt());

        Assert.Equal(IntentVerdict.QuotaExhausted, denied.Denied);
        Assert.True(after.IsAccepted, after.Reply?.Text);
        await servers.Postfix.WaitForMessageAsync("bob", $"Subject: after {id}");
        Assert.DoesNotContain(servers.Postfix.ReadMailbox("bob"), message => message.Contains($"denied {id}", StringComparison.Ordinal));
        Assert.Equal(chunking ? 1 : 2, lines.Count(line => !line.FromClient && line.Text.StartsWith("220 mail", StringComparison.Ordinal)));
        Assert.Equal(chunking ? 1 : 0, lines.Count(line => line.FromClient && line.Text == "RSET"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_LongMessage_ArrivesWhole(bool chunking)
    {
        var options = Options(p => p.SubmissionPort, SmtpSecurity.StartTls);
        options.UseChunking = chunking;
        await using var provider = new SmtpProvider("postfix", options);
        var id = Guid.NewGuid().ToString("N");
        var body = string.Concat(Enumerable.Range(0, 60_000).Select(i => i % 7 == 0 ? $".{i}\r\n" : $"line {i}\r\n"));

        var result = await provider.SendAsync(TestMail.Create($"Subject: {id}\r\n\r\n{body}", "bob@outreach.test"), new TestAttempt());

        Assert.True(result.IsAccepted, result.Reply?.Text);
        var message = await servers.Postfix.WaitForMessageAsync("bob", id);
        Assert.EndsWith(body.ReplaceLineEndings("\n"), message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ToUnknownUser_IsRejectedRecipientAndTheConnectionGoesOn()
    {
        var options = Options(p => p.SmtpPort, SmtpSecurity.StartTls);
        options.UserName = options.Password = null;
        options.MaxConnections = 1;
        await using var provider = new SmtpProvider("postfix", options);
        var attempt = new TestAttempt();

        var refused = await provider.SendAsync(TestMail.Create(recipient: "nobody@outreach.test"), attempt);
        var accepted = await provider.SendAsync(TestMail.Create(recipient: "bob@outreach.test"), new TestAttempt());

        Assert.Equal(HandOverPhase.Answered, refused.Phase);
        Assert.Equal(FailureKind.RejectedRecipient, refused.Failure);
        Assert.Equal(550, refused.Reply!.Code);
        Assert.Equal("5.1.1", refused.Reply.EnhancedCode);
        Assert.Equal(0, attempt.Asked);
        Assert.True(accepted.IsAccepted, accepted.Reply?.Text);
    }

    [Fact]
    public async Task Send_ThatBounces_BringsAGenuineDsnWithTheAttempt()
    {
        var options = Options(p => p.BouncingPort, SmtpSecurity.StartTls);
        options.UserName = options.Password = null;
        options.DsnNotify = SmtpDsnNotify.Failure | SmtpDsnNotify.Delay;
        await using var provider = new SmtpProvider("postfix", options);
        var mail = TestMail.Create("Subject: bounce me\r\n\r\nsecret body\r\n", "nouser+x=y@outreach.test", number: 7);

        var result = await provider.SendAsync(mail, new TestAttempt());

        Assert.True(result.IsAccepted, result.Reply?.Text);
        var bounce = await servers.Postfix.WaitForMessageAsync("bounces", "Original-Envelope-Id: 0198f6e2000070008000000000000001.7");
        Assert.Contains("Original-Recipient: rfc822;nouser+x=y@outreach.test", bounce.Replace("+2B", "+", StringComparison.Ordinal).Replace("+3D", "=", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Status: 5.1.1", bounce, StringComparison.Ordinal);
        Assert.Contains("bounce me", bounce, StringComparison.Ordinal);
        Assert.DoesNotContain("secret body", bounce, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_InternationalMessage_IsAccepted()
    {
        var options = Options(p => p.SubmissionPort, SmtpSecurity.StartTls);
        await using var provider = new SmtpProvider("postfix", options);
        var id = Guid.NewGuid().ToString("N");
        var mail = TestMail.Create($"Subject: Grüße {id}\r\n\r\nÄ\r\n", "bob@outreach.test");
        mail.Has8BitContent = true;
        mail.RequiresSmtpUtf8 = true;

        var result = await provider.SendAsync(mail, new TestAttempt());

        Assert.True(result.IsAccepted, result.Reply?.Text);
        Assert.Contains("Grüße", await servers.Postfix.WaitForMessageAsync("bob", id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ManyWithTls_AllArriveOnce()
    {
        var options = Options(p => p.SubmissionPort, SmtpSecurity.StartTls);
        options.SendNextEnvelopeEarly = true;
        options.MaxConnections = 2;
        options.MaxMessagesPerConnection = 9;
        await using var provider = new SmtpProvider("postfix", options);
        var id = Guid.NewGuid().ToString("N");

        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => provider.SendAsync(
            TestMail.Create($"Subject: {id} {i}.\r\n\r\nbody\r\n", i % 5 == 4 ? "nobody@outreach.test" : "alice@outreach.test"), new TestAttempt())));

        for (var i = 0; i < 40; i++)
        {
            Assert.Equal(i % 5 == 4 ? FailureKind.RejectedRecipient : null, results[i].Failure);
            if (i % 5 != 4)
            {
                await servers.Postfix.WaitForMessageAsync("alice", $"{id} {i}.");
            }
        }

        Assert.Equal(32, servers.Postfix.ReadMailbox("alice").Count(message => message.Contains(id, StringComparison.Ordinal)));
    }

    private sealed class TestTokens(params string[] tokens) : ISmtpTokenProvider
    {
        public List<SmtpTokenRequest> Requests { get; } = [];

        public ValueTask<string> GetTokenAsync(SmtpTokenRequest request, CancellationToken cancellationToken = default)
        {
            Requests.Add(request);
            return ValueTask.FromResult(tokens[Requests.Count - 1]);
        }
    }
}
