using System.Text.Json;
using Outreach.Mime;
using Outreach.Testing;

namespace Outreach.Providers.SendGrid.Tests;

/// <summary>What SendGrid gets of a message.</summary>
public sealed class SendGridRequestTests : IAsyncDisposable
{
    private readonly SendGridFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Send_OfAWholeMessage_CarriesEveryPart()
    {
        var message = new EmailMessage
        {
            From = Mailbox.Parse("Ann Müller <ann@example.com>"),
            To = [Mailbox.Parse("Bob <bob@example.net>")],
            ReplyTo = [Mailbox.Parse("replies@example.com")],
            Subject = "Grüße \"an\" alle",
            Text = "Hi Bob,\r\nline two €\r\n",
            Html = "<p>Hi <b>Bob</b> & all</p>",
            Date = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
            MessageId = Id("<1@example.com>"),
            InReplyTo = Id("<0@example.com>"),
            Attachments = [new Attachment("offer.pdf", "application/pdf", "%PDF-1"u8.ToArray())],
        };
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        MessageComposer.Write(message, buffer);
        var email = SendGridFixture.Email("");
        email.Content = buffer.WrittenMemory;

        var json = await SendAsync(email);

        Assert.Equal("bob@example.net", json.GetProperty("personalizations")[0].GetProperty("to")[0].GetProperty("email").GetString());
        Assert.Equal("Bob", json.GetProperty("personalizations")[0].GetProperty("to")[0].GetProperty("name").GetString());
        Assert.Equal(("ann@example.com", "Ann Müller"), (json.GetProperty("from").GetProperty("email").GetString(), json.GetProperty("from").GetProperty("name").GetString()));
        Assert.Equal("replies@example.com", json.GetProperty("reply_to_list")[0].GetProperty("email").GetString());
        Assert.Equal("Grüße \"an\" alle", json.GetProperty("subject").GetString());
        var content = json.GetProperty("content");
        Assert.Equal(("text/plain", "text/html"), (content[0].GetProperty("type").GetString(), content[1].GetProperty("type").GetString()));
        Assert.Equal("Hi Bob,\nline two €", content[0].GetProperty("value").GetString()!.ReplaceLineEndings("\n").TrimEnd());
        Assert.Equal("<p>Hi <b>Bob</b> & all</p>", content[1].GetProperty("value").GetString()!.TrimEnd());
        var attachment = json.GetProperty("attachments")[0];
        Assert.Equal(("offer.pdf", "application/pdf", "attachment"), (attachment.GetProperty("filename").GetString(), attachment.GetProperty("type").GetString(), attachment.GetProperty("disposition").GetString()));
        Assert.Equal("%PDF-1"u8.ToArray(), attachment.GetProperty("content").GetBytesFromBase64());
        Assert.Equal(("<1@example.com>", "<0@example.com>"), (json.GetProperty("headers").GetProperty("Message-ID").GetString(), json.GetProperty("headers").GetProperty("In-Reply-To").GetString()));
        Assert.Equal("0198f6e2000070008000000000000001-2", json.GetProperty("custom_args").GetProperty("outreach_attempt").GetString());
        Assert.False(json.TryGetProperty("asm", out _));
        Assert.False(json.GetProperty("tracking_settings").GetProperty("click_tracking").GetProperty("enable").GetBoolean());
    }

    [Fact]
    public async Task Send_WithSettings_CarriesThem()
    {
        _fixture.Configure = static options =>
        {
            options.SandboxMode = true;
            options.IpPool = "marketing";
            options.UnsubscribeGroupId = 7;
            options.Categories.Add("spring");
        };

        var json = await SendAsync((OutgoingEmail)_fixture.CreateMessage());

        Assert.True(json.GetProperty("mail_settings").GetProperty("sandbox_mode").GetProperty("enable").GetBoolean());
        Assert.Equal(("marketing", 7, "spring"), (json.GetProperty("ip_pool_name").GetString(), json.GetProperty("asm").GetProperty("group_id").GetInt32(), json.GetProperty("categories")[0].GetString()));
    }

    [Theory]
    [InlineData("From: a@example.com\r\n\r\nHi\r\n", "subject")]
    [InlineData("From: a@example.com\r\nSubject: x\r\n\r\n", "text")]
    [InlineData("Subject: x\r\n\r\nHi\r\n", "From")]
    public async Task Send_OfWhatSendGridCanNotTake_SaysSoBeforeTheIntent(string content, string problem)
    {
        var attempt = new ProviderAttempt();

        var result = await _fixture.CreateProvider(_fixture.Port, TimeSpan.FromMinutes(2)).SendAsync(SendGridFixture.Email(content), attempt, TestContext.Current.CancellationToken);

        Assert.Equal((HandOverPhase.NotHandedOver, (FailureKind?)FailureKind.RejectedContent), (result.Phase, result.Failure));
        Assert.Contains(problem, result.Reply!.Text, StringComparison.Ordinal);
        Assert.Equal((0, 0), (attempt.Asked, _fixture.BegunCount));
    }

    [Fact]
    public async Task Send_OfHostileText_StaysOneValue()
    {
        var json = await SendAsync(SendGridFixture.Email(
            "From: ann@example.com\r\nSubject: \"}],\"bcc\":[\r\nX-Note: a\r\n b\r\n\r\n\"}],\"bcc\":\u0001\r\n"));

        Assert.False(json.TryGetProperty("bcc", out _));
        Assert.Equal("\"}],\"bcc\":[", json.GetProperty("subject").GetString());
        Assert.DoesNotContain('\n', json.GetProperty("headers").GetProperty("X-Note").GetString()!);
    }

    private static MessageId Id(string text) => MessageId.TryParse(text, out var id) ? id : throw new FormatException(text);

    private async Task<JsonElement> SendAsync(OutgoingEmail email)
    {
        var result = await _fixture.CreateProvider(_fixture.Port, TimeSpan.FromMinutes(2)).SendAsync(email, new ProviderAttempt(), TestContext.Current.CancellationToken);
        Assert.True(result.IsAccepted, result.Reply?.Text);
        using var document = JsonDocument.Parse(_fixture.LastMessage!.Body);
        return document.RootElement.Clone();
    }
}
