using System.Net.Http.Headers;
using System.Text.Json;
using Outreach.Providers.Http;

namespace Outreach.Providers.Telegram;

/// <summary>Makes requests to the API of one bot.</summary>
internal sealed class TelegramApi(TelegramOptions options, HttpHandOver handOver)
{
    private readonly string _base = $"{options.Address.ToString().TrimEnd('/')}/bot{options.Token}/";

    public TelegramOptions Options => options;

    public Task<HandOverResult> SendAsync(
        OutgoingChatMessage chat, string method, HandOverBody body, ISendAttempt attempt, CancellationToken cancellationToken) =>
        handOver.SendAsync(chat, new HttpRequestMessage(HttpMethod.Post, At(method)), body, attempt, TelegramAnswer.Read, cancellationToken);

    public Task<HttpAnswer> GetAsync(string method, CancellationToken cancellationToken) =>
        handOver.QueryAsync(new HttpRequestMessage(HttpMethod.Get, At(method)), cancellationToken);

    /// <summary>Ends the wait that is shown to who pressed a button. It does no harm if that fails.</summary>
    public async Task AnswerPressAsync(string id, CancellationToken cancellationToken)
    {
        using var buffer = new PooledBuffer(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("callback_query_id"u8, id);
            json.WriteString("text"u8, options.UnsubscribedText);
            json.WriteEndObject();
        }

        var content = new ReadOnlyMemoryContent(buffer.WrittenMemory);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var answer = await handOver.QueryAsync(new HttpRequestMessage(HttpMethod.Post, At("answerCallbackQuery")) { Content = content }, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException)
        {
            // The unsubscription itself holds.
        }
    }

    private Uri At(string method) => new(_base + method);
}
