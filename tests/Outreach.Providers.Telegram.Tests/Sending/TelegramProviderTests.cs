using Outreach.Testing;

namespace Outreach.Providers.Telegram.Tests;

public sealed class TelegramProviderTests : HttpProviderSuite<TelegramFixture>
{
    private static readonly string Paragraph = string.Concat(Enumerable.Repeat("0123456789 ", 90)); // 990 characters

    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_OfAText_CarriesItAsItIs_InAnswerToTheOneBefore()
    {
        Fixture.Configure = static options => (options.DisableLinkPreviews, options.DisableNotification, options.AllowPaidBroadcast) = (true, true, true);
        var message = TelegramFixture.Message("<b>Hi</b> *you* \\ & \"€\" 👩‍🚀\nline");
        message.ReplyToMessageId = "76";

        var result = await SendAsync(message);

        Assert.Equal((true, "1"), (result.IsAccepted, result.Reply?.ProviderMessageId));
        var sent = Assert.Single(Fixture.Messages);
        Assert.Equal(("sendMessage", "12345", "<b>Hi</b> *you* \\ & \"€\" 👩‍🚀\nline", null), (sent.Method, sent.ChatId, sent.Text, sent["entities"]));
        Assert.Equal("""{"message_id":76,"allow_sending_without_reply":true}""", sent["reply_parameters"]);
        Assert.Equal(("""{"is_disabled":true}""", "true", "true", null), (sent["link_preview_options"], sent["disable_notification"], sent["allow_paid_broadcast"], sent["reply_markup"]));
    }

    [Theory]
    [InlineData("12345", "12345")]
    [InlineData("-1001234567890", "-1001234567890")]
    [InlineData("@channel", "@channel")]
    [InlineData("channel", "@channel")]
    public async Task Send_NamesTheChat(string recipient, string expected)
    {
        var message = TelegramFixture.Message();
        message.Recipient = recipient;

        await SendAsync(message);

        Assert.Equal(expected, Assert.Single(Fixture.Messages).ChatId);
    }

    [Theory]
    [InlineData(TelegramParseMode.Html, "<b>Hi</b> &lt;Anna&gt; <a href=\"https://x.example/?a=1&amp;b=2\">here</a>")]
    [InlineData(TelegramParseMode.MarkdownV2, "*Hi* <Anna\\> [here](https://x.example/?a=1&b=2)")]
    public async Task Send_OfMarkup_CarriesFormatsBesideTheText(TelegramParseMode mode, string markup)
    {
        Fixture.Configure = options => options.ParseMode = mode;

        Assert.True((await SendAsync(TelegramFixture.Message(markup))).IsAccepted);

        var sent = Assert.Single(Fixture.Messages);
        Assert.Equal("Hi <Anna> here", sent.Text);
        Assert.Equal(
            """[{"type":"bold","offset":0,"length":2},{"type":"text_link","offset":10,"length":4,"url":"https://x.example/?a=1&b=2"}]""", sent["entities"]);
    }

    [Fact]
    public async Task Send_OfBrokenMarkup_IsRefusedBeforeTheIntent_AndSaysWhere()
    {
        Fixture.Configure = static options => options.ParseMode = TelegramParseMode.Html;
        var attempt = new ProviderAttempt();

        var result = await SendAsync(TelegramFixture.Message("Hi <b>you"), attempt);

        Assert.Equal((HandOverPhase.NotHandedOver, (FailureKind?)FailureKind.RejectedContent, 0, 0), (result.Phase, result.Failure, attempt.Asked, Fixture.BegunCount));
        Assert.Contains("character 4", result.Reply!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ChatFileKind.Photo, "sendPhoto", "photo")]
    [InlineData(ChatFileKind.Document, "sendDocument", "document")]
    public async Task Send_OfAFile_CarriesItAsAForm(ChatFileKind kind, string method, string field)
    {
        Fixture.Configure = static options => options.ParseMode = TelegramParseMode.Html;
        var message = TelegramFixture.Message("<i>See</i> €");
        message.Stream = MessageStream.Marketing;
        message.ReplyToMessageId = "76";
        message.File = new ChatFile { FileName = "a \"b\".png", MediaType = "image/png", Kind = kind, Content = "P€N\r\nG"u8.ToArray() };

        Assert.True((await SendAsync(message)).IsAccepted);

        var sent = Assert.Single(Fixture.Messages);
        Assert.Equal((method, "See €", "a %22b%22.png|image/png|P€N\r\nG"), (sent.Method, sent["caption"], sent[field]));
        Assert.Equal("""[{"type":"italic","offset":0,"length":3}]""", sent["caption_entities"]);
        Assert.Equal("""{"message_id":76,"allow_sending_without_reply":true}""", sent["reply_parameters"]);
        Assert.Equal("""{"inline_keyboard":[[{"text":"Unsubscribe","callback_data":"outreach:unsubscribe"}]]}""", sent["reply_markup"]);
    }

    [Fact]
    public async Task Send_OfAPictureThatIsTooLarge_SendsADocument_AndOfAFileThatIsTooLarge_Nothing()
    {
        var message = TelegramFixture.Message("");
        message.File = new ChatFile { FileName = "a.png", MediaType = "image/png", Kind = ChatFileKind.Photo, Content = new byte[(10 << 20) + 1] };
        Assert.True((await SendAsync(message)).IsAccepted);
        message.File = message.File with { Content = new byte[(50 << 20) + 1] };
        var refused = await SendAsync(message);

        Assert.Equal(["sendDocument"], Fixture.Messages.Select(sent => sent.Method));
        Assert.Equal((FailureKind?)FailureKind.RejectedContent, refused.Failure);
    }

    [Fact]
    public async Task Send_OfALongText_GoesOutInParts_UnderOneIntent()
    {
        var message = TelegramFixture.Message(string.Join("\n\n", Enumerable.Repeat(Paragraph.Trim(), 9)));
        message.Stream = MessageStream.Marketing;
        message.ReplyToMessageId = "76";
        var attempt = new ProviderAttempt();

        var result = await SendAsync(message, attempt);

        Assert.Equal((true, "1", 1), (result.IsAccepted, result.Reply?.ProviderMessageId, attempt.Asked));
        var parts = Fixture.Messages.ToArray();
        Assert.Equal(3, parts.Length);
        Assert.Equal(message.Text, string.Join("\n\n", parts.Select(part => part.Text)));
        Assert.Equal([true, false, false], parts.Select(part => part["reply_parameters"] is not null));
        Assert.Equal([false, false, true], parts.Select(part => part["reply_markup"] is not null));
    }

    [Fact]
    public async Task Send_OfAFileWithALongText_PutsTheRestBehindIt()
    {
        var message = TelegramFixture.Message(Paragraph + Paragraph + "end");
        message.File = new ChatFile { FileName = "a.pdf", MediaType = "application/pdf", Content = new byte[] { 1 } };

        Assert.True((await SendAsync(message)).IsAccepted);

        Assert.Equal(["sendDocument", "sendMessage"], Fixture.Messages.Select(sent => sent.Method));
        Assert.EndsWith("end", Fixture.Messages.Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_OfALongText_IsRefused_WhereItMayNotBeSplit()
    {
        Fixture.Configure = static options => options.SplitLongTexts = false;

        var result = await SendAsync(TelegramFixture.Message(new string('x', 4_097)));

        Assert.Equal((HandOverPhase.NotHandedOver, (FailureKind?)FailureKind.RejectedContent, 0), (result.Phase, result.Failure, Fixture.BegunCount));
    }

    [Fact]
    public async Task LaterPart_ThatIsThrottled_WaitsAndIsSentAgain()
    {
        var isFirst = true;
        Fixture.Decide = (_, number) => number == 2 && isFirst && !(isFirst = false) ? TelegramFixture.Flood(0) : null;

        var result = await SendAsync(TelegramFixture.Message(new string('x', 5_000)));

        Assert.True(result.IsAccepted, result.Reply?.Text);
        Assert.Equal([4_096, 904, 904], Fixture.Messages.Select(sent => sent.Text.Length));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(403)]
    public async Task LaterPart_ThatFails_LeavesTheMessageInDoubt_AndIsNeverSentAgain(int status)
    {
        Fixture.Decide = (_, number) => number == 2 ? new HttpServerAnswer(status, $$"""{"ok":false,"error_code":{{status}},"description":"Forbidden: no more"}""") : null;

        var result = await SendAsync(TelegramFixture.Message(new string('x', 9_000)));

        Assert.Equal((HandOverPhase.HandedOver, null), (result.Phase, result.Failure));
        Assert.StartsWith("1 of 3 parts were accepted, then: {", result.Reply!.Text, StringComparison.Ordinal);
        Assert.Equal(2, Fixture.Messages.Count);
    }

    [Fact]
    public async Task Send_OfAnEmptyText_IsRefused() => Assert.Equal((FailureKind?)FailureKind.RejectedContent, (await SendAsync(TelegramFixture.Message(" \n"))).Failure);

    private Task<HandOverResult> SendAsync(OutgoingChatMessage message, ProviderAttempt? attempt = null) =>
        Fixture.CreateProvider(Fixture.Port, TimeSpan.FromMinutes(2)).SendAsync(message, attempt ?? new ProviderAttempt(), TestEnd);
}
