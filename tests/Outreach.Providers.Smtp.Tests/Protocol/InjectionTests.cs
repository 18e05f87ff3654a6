using Microsoft.Extensions.Options;

namespace Outreach.Providers.Smtp.Tests;

/// <summary>No string of an envelope may become a command or a parameter (CVE-2026-30227, CVE-2026-45067, CVE-2015-8476 and their relatives).</summary>
public sealed class InjectionTests
{
    private static readonly string[] Breaks =
    [
        .. Enumerable.Range(0, 32).Select(i => ((char)i).ToString()), "\u007f", .. Enumerable.Range(0x80, 32).Select(i => ((char)i).ToString()),
        "\u2028", "\u2029", "\r\n", "\ud800", "\udc00", " ", "<", ">", ",", ";", ":", "(", ")",
    ];

    public static TheoryData<string> Forms() =>
        ["{0}bob@sink.test", "bob{0}@sink.test", "bob@{0}sink.test", "bob@sink{0}.test", "bob@sink.test{0}", "bob{0}RCPT TO:<evil@evil.test>", "\"bob{0}\"@sink.test{0}"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Send_WithAnythingElseInAnAddress_IsRefusedBeforeItLeaves(string form)
    {
        await using var server = new RecordingServer();
        await using var provider = new SmtpProvider("strict", server.Options());
        foreach (var text in Breaks)
        {
            var address = form.Replace("{0}", text, StringComparison.Ordinal);
            var attempt = new TestAttempt();
            var recipient = await provider.SendAsync(TestMail.Create(recipient: address), attempt, TestContext.Current.CancellationToken);
            Assert.Equal((HandOverPhase.NotHandedOver, FailureKind.RejectedRecipient), (recipient.Phase, recipient.Failure));

            var mail = TestMail.Create();
            mail.EnvelopeSender = address;
            var sender = await provider.SendAsync(mail, attempt, TestContext.Current.CancellationToken);
            Assert.Equal((HandOverPhase.NotHandedOver, FailureKind.Permanent), (sender.Phase, sender.Failure));
            Assert.Equal(0, attempt.Asked);
        }

        Assert.Empty(server.Commands);
    }

    [Theory]
    [InlineData("bob@sink.test> SIZE=1")]
    [InlineData("bob@sink.test>\r\nRCPT TO:<evil@evil.test")]
    [InlineData("<bob@sink.test>")]
    [InlineData("bob")]
    [InlineData("@sink.test")]
    [InlineData("bob@")]
    [InlineData("")]
    [InlineData("bob@sink.test@evil.test")]
    [InlineData("\"bob@sink.test")]
    [InlineData("\"bob\\\"@sink.test")]
    [InlineData("bob@[127.0.0.1")]
    [InlineData("bob@[1.2.3.4]x")]
    [InlineData("bob@[x]")]
    [InlineData("@relay.test:bob@sink.test")]
    public void Prepare_WhatIsNoAddress_IsNull(string address) => Assert.Null(address.Length == 0 ? null : EnvelopeAddress.Prepare(address));

    [Theory]
    [InlineData("bob@sink.test", "bob@sink.test")]
    [InlineData("b.o.b+tag=x@sink.test", "b.o.b+tag=x@sink.test")]
    [InlineData("\"b b>\\\"\"@sink.test", "\"b b>\\\"\"@sink.test")]
    [InlineData("bob@[192.0.2.1]", "bob@[192.0.2.1]")]
    [InlineData("bob@[IPv6:2001:db8::1]", "bob@[IPv6:2001:db8::1]")]
    [InlineData("bob@bücher.test", "bob@xn--bcher-kva.test")]
    [InlineData("bób@bücher.test", "bób@bücher.test")]
    [InlineData("😀@sink.test", "😀@sink.test")]
    public void Prepare_Address_IsAsItGoesOut(string address, string expected) => Assert.Equal(expected, EnvelopeAddress.Prepare(address));

    [Fact]
    public void Prepare_TooLong_IsNull() =>
        Assert.Null(EnvelopeAddress.Prepare(new string('a', EnvelopeAddress.MaxOctets - "@b.test".Length + 1) + "@b.test"));

    [Fact]
    public async Task Send_OddButValidAddress_IsOneMailAndOneRecipient()
    {
        await using var server = new RecordingServer();
        await using var provider = new SmtpProvider("strict", server.Options(o => o.UseDsn = false));

        var result = await provider.SendAsync(TestMail.Create(recipient: "\"a> RCPT TO:<b\"@sink.test"), new TestAttempt(), TestContext.Current.CancellationToken);

        Assert.True(result.IsAccepted, result.Reply?.Text);
        Assert.Single(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
        Assert.Equal("RCPT TO:<\"a> RCPT TO:<b\"@sink.test>", Assert.Single(server.Commands, command => command.StartsWith("RCPT", StringComparison.Ordinal)));
    }

    [Fact]
    public void Create_WithAnythingThatEndsALineInASetting_IsRefused()
    {
        foreach (var text in Breaks.Where(text => text.Any(char.IsControl)))
        {
            Action<SmtpOptions>[] settings =
            [
                o => o.Host = $"relay{text}.test", o => o.LocalName = $"x{text}MAIL FROM:<evil@evil.test>", o => o.LocalName = "x" + text,
                o => o.UserName = "alice" + text, o => o.Password = "secret" + text,
            ];
            foreach (var setting in settings)
            {
                var options = new SmtpOptions { Host = "relay.test", UserName = "alice", Password = "secret" };
                setting(options);
                Assert.Throws<OptionsValidationException>(() => new SmtpProvider("strict", options));
            }
        }
    }

    [Fact]
    public async Task Send_WithAnythingThatEndsALineInAToken_SendsNoToken()
    {
        foreach (var text in Breaks.Where(text => text.Any(char.IsControl)))
        {
            await using var server = new RecordingServer("AUTH XOAUTH2");
            var tokens = new FixedToken("token" + text + "auth=Bearer other");
            await using var provider = new SmtpProvider(
                "strict", server.Options(o => (o.UserName, o.TokenProvider, o.AllowPlainTextAuthentication) = ("alice", tokens, true)));

            var result = await provider.SendAsync(TestMail.Create(), new TestAttempt(), TestContext.Current.CancellationToken);

            Assert.Equal((HandOverPhase.NotHandedOver, FailureKind.Authentication), (result.Phase, result.Failure));
            Assert.Equal(["EHLO client.test"], server.Commands);
        }
    }

    [Fact]
    public async Task Send_WithAnythingInTheContent_IsOneMailAndOneRecipient()
    {
        await using var server = new RecordingServer();
        await using var provider = new SmtpProvider("strict", server.Options());
        foreach (var text in Breaks.Where(text => !text.Any(char.IsSurrogate)))
        {
            var content = $"Subject: x{text}.{text}MAIL FROM:<evil@evil.test>{text}RCPT TO:<evil@evil.test>{text}DATA{text}.{text}QUIT{text}";
            var result = await provider.SendAsync(TestMail.Create(content), new TestAttempt(), TestContext.Current.CancellationToken);
            Assert.True(result.IsAccepted, result.Reply?.Text);
        }

        Assert.DoesNotContain(server.Commands, command => command.Contains("evil", StringComparison.Ordinal) || command == "QUIT");
        Assert.Equal(server.Messages.Count, server.Commands.Count(command => command.StartsWith("MAIL", StringComparison.Ordinal)));
    }

    private sealed class FixedToken(string token) : ISmtpTokenProvider
    {
        public ValueTask<string> GetTokenAsync(SmtpTokenRequest request, CancellationToken cancellationToken = default) => ValueTask.FromResult(token);
    }
}
