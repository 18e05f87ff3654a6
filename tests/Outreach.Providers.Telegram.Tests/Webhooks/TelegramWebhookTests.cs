using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Providers.Telegram.Tests;

public sealed class TelegramWebhookTests : IAsyncDisposable
{
    private const string Secret = "s3cret_-Token";
    private readonly TelegramFixture _fixture = new() { Configure = static options => options.WebhookSecret = Secret };

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("""{"update_id":7,"message":{"message_id":5,"date":1772442000,"chat":{"id":12345,"type":"private"},"from":{"id":12345,"is_bot":false},"text":"Sounds good"} }""", DeliveryEventType.Replied, "Sounds good")]
    [InlineData("""{"update_id":7,"message":{"message_id":5,"date":1772442000,"chat":{"id":12345,"type":"private"},"from":{"id":12345,"is_bot":false},"photo":[],"caption":"Me"} }""", DeliveryEventType.Replied, "Me")]
    [InlineData("""{"update_id":7,"message":{"message_id":5,"date":1772442000,"chat":{"id":12345,"type":"private"},"from":{"id":12345,"is_bot":false},"sticker":{} } }""", DeliveryEventType.Replied, null)]
    [InlineData("""{"update_id":7,"message":{"message_id":5,"date":1772442000,"chat":{"id":12345,"type":"private"},"from":{"id":12345,"is_bot":false},"text":"/STOP@ada_bot now"} }""", DeliveryEventType.Unsubscribed, "/STOP@ada_bot now")]
    [InlineData("""{"update_id":7,"message":{"message_id":5,"date":1772442000,"chat":{"id":12345,"type":"private"},"from":{"id":12345,"is_bot":false},"text":"/unsubscribe"} }""", DeliveryEventType.Unsubscribed, "/unsubscribe")]
    [InlineData("""{"update_id":7,"my_chat_member":{"date":1772442000,"chat":{"id":12345,"type":"private"},"from":{"id":12345,"is_bot":false},"new_chat_member":{"status":"kicked"} } }""", DeliveryEventType.Unsubscribed, "The bot was blocked.")]
    public async Task Update_OfAPerson_BecomesAnEvent(string body, DeliveryEventType type, string? detail)
    {
        var happened = Assert.Single((await PostAsync(body)).Events);

        Assert.Equal((type, "12345", detail, (Guid?)Organisation.DefaultId), (happened.Type, happened.Recipient, happened.Detail, happened.OrganisationId));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), happened.At);
        Assert.Equal(happened.Key, Assert.Single((await PostAsync(body)).Events).Key);
        Assert.NotEqual(happened.Key, Assert.Single((await PostAsync(body.Replace("\"update_id\":7", "\"update_id\":8", StringComparison.Ordinal))).Events).Key);
    }

    [Fact]
    public async Task Button_ThatIsPressed_Unsubscribes_WhoPressedIt_AndIsAnswered()
    {
        var happened = Assert.Single((await PostAsync("""
            {"update_id":7,"callback_query":{"id":"42","from":{"id":12345,"is_bot":false},"message":{"message_id":5,"chat":{"id":-1001,"type":"supergroup"} },"data":"outreach:unsubscribe"} }
            """)).Events);

        Assert.Equal((DeliveryEventType.Unsubscribed, "12345"), (happened.Type, happened.Recipient));
        Assert.Equal([("answerCallbackQuery", """{"callback_query_id":"42","text":"You will get no more messages."}""")], _fixture.Posts);
    }

    [Fact]
    public async Task Button_IsGoodAlsoIfTelegramCanNotBeAnswered()
    {
        var services = _fixture.CreateServices(1, TimeSpan.FromSeconds(1));

        Assert.Single((await PostAsync("""{"update_id":7,"callback_query":{"id":"42","from":{"id":12345,"is_bot":false},"data":"outreach:unsubscribe"} }""", Secret, services)).Events);
    }

    [Theory]
    [InlineData("""{"update_id":7,"message":{"message_id":5,"date":1772442000,"chat":{"id":12345,"type":"private"},"from":{"id":12345,"is_bot":false},"text":"/start ref"} }""")]
    [InlineData("""{"update_id":7,"message":{"message_id":5,"date":1772442000,"chat":{"id":-1001,"type":"group"},"from":{"id":12345,"is_bot":false},"text":"Hi all"} }""")]
    [InlineData("""{"update_id":7,"message":{"message_id":5,"date":1772442000,"chat":{"id":12345,"type":"private"},"from":{"id":9,"is_bot":true},"text":"I am a bot"} }""")]
    [InlineData("""{"update_id":7,"edited_message":{"message_id":5,"date":1772442000,"chat":{"id":12345,"type":"private"},"from":{"id":12345,"is_bot":false},"text":"edited"} }""")]
    [InlineData("""{"update_id":7,"callback_query":{"id":"42","from":{"id":12345,"is_bot":false},"data":"another button"} }""")]
    [InlineData("""{"update_id":7,"my_chat_member":{"date":1772442000,"chat":{"id":12345,"type":"private"},"new_chat_member":{"status":"member"} } }""")]
    [InlineData("""{"update_id":7,"my_chat_member":{"date":1772442000,"chat":{"id":-1001,"type":"group"},"new_chat_member":{"status":"kicked"} } }""")]
    [InlineData("""{"update_id":7,"poll":{} }""")]
    public async Task Update_ThatTellsOfNothing_IsAcceptedWithoutEvents(string body)
    {
        var reading = await PostAsync(body);

        Assert.Equal((WebhookVerdict.Accepted, 0), (reading.Verdict, reading.Events.Count));
        Assert.Empty(_fixture.Posts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("""{"update_id":"x"}""")]
    [InlineData("""{"update_id":0}""")]
    [InlineData("""{"update_id":7,"message":{"date":-1,"chat":{"id":1,"type":"private"},"from":{"id":1,"is_bot":false},"text":"x"} }""")]
    [InlineData("""{"update_id":7,"message":{"date":99999999999999999999,"chat":{"id":1,"type":"private"} } }""")]
    public async Task Body_ThatIsNoUpdate_IsMalformed(string body) => Assert.Equal(WebhookVerdict.Malformed, (await PostAsync(body)).Verdict);

    [Fact]
    public async Task Body_ThatIsNestedOrHuge_IsMalformed()
    {
        Assert.Equal(WebhookVerdict.Malformed, (await PostAsync("""{"update_id":7,"x":""" + new string('[', 100_000))).Verdict);
        Assert.Equal(WebhookVerdict.Malformed, (await PostAsync("""{"update_id":7}""" + new string(' ', 9 << 20))).Verdict);
    }

    [Fact]
    public async Task Secret_WithAnySingleBitChanged_IsForged()
    {
        Assert.True((await PostAsync("""{"update_id":7}""")).IsSuccess);
        var bytes = Encoding.Latin1.GetBytes(Secret);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var changed = (byte[])bytes.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(WebhookVerdict.Forged, (await PostAsync("""{"update_id":7}""", Encoding.Latin1.GetString(changed))).Verdict);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("s3cret_-Toke")]
    [InlineData("s3cret_-Token,s3cret_-Token")]
    public async Task Request_WithoutTheSecret_IsForged(string? secret) => Assert.Equal(WebhookVerdict.Forged, (await PostAsync("""{"update_id":7}""", secret)).Verdict);

    [Fact]
    public async Task Request_WhenNoSecretIsSet_IsForged()
    {
        _fixture.Configure = static _ => { };

        Assert.Equal(WebhookVerdict.Forged, (await PostAsync("""{"update_id":7}""", "")).Verdict);
    }

    private ValueTask<WebhookReading> PostAsync(string body, string? secret = Secret, IServiceProvider? services = null) =>
        (services ?? _fixture.CreateServices(_fixture.Port, TimeSpan.FromMinutes(2))).GetRequiredKeyedService<IProviderWebhook>("primary").ReadAsync(
            new WebhookRequest
            {
                Headers = secret is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["x-telegram-bot-api-secret-token"] = secret },
                Body = Encoding.UTF8.GetBytes(body),
            },
            TestContext.Current.CancellationToken);
}
