using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Providers.Telegram.Tests;

/// <summary>A server that is as strict about messages as the Bot API's documentation says, and answers in its form.</summary>
public sealed class TelegramFixture : HttpProviderFixture
{
    public const string Token = "123456:ABC-def_ghi";

    public override string ClientName => "Outreach.Telegram:" + ProviderName;

    public override IReadOnlyList<ProviderRefusal> Refusals { get; } =
    [
        new("chat", FailureKind.RejectedRecipient, "Bad Request: chat not found") { Code = 400 },
        new("migrated", FailureKind.RejectedRecipient, "migrate_to_chat_id") { Code = 400 },
        new("rights", FailureKind.RejectedRecipient, "Bad Request: not enough rights to send text messages to the chat") { Code = 400 },
        new("long", FailureKind.RejectedContent, "Bad Request: message is too long") { Code = 400 },
        new("photo", FailureKind.RejectedContent, "Bad Request: PHOTO_INVALID_DIMENSIONS") { Code = 400 },
        new("other", FailureKind.Permanent, "Bad Request: something else") { Code = 400 },
        new("token", FailureKind.Authentication, "Unauthorized") { Code = 401 },
        new("blocked", FailureKind.RejectedRecipient, "Forbidden: bot was blocked by the user") { Code = 403, Suppression = SuppressionReason.Unsubscribed },
        new("deactivated", FailureKind.RejectedRecipient, "Forbidden: user is deactivated") { Code = 403, Suppression = SuppressionReason.HardBounce },
        new("no token", FailureKind.Authentication, "Not Found") { Code = 404 },
        new("conflict", FailureKind.Transient, "Conflict") { Code = 409 },
        new("size", FailureKind.RejectedContent, "Request Entity Too Large") { Code = 413 },
        new("flood", FailureKind.Throttled, "Too Many Requests: retry after 7") { Code = 429, RetryAfter = TimeSpan.FromSeconds(7) },
    ];

    public Action<TelegramOptions> Configure { get; set; } = static _ => { };

    /// <summary>Gets the messages that came, in order.</summary>
    public ConcurrentQueue<BotMessage> Messages { get; } = [];

    /// <summary>Gets the answers to other requests, by method.</summary>
    public Dictionary<string, string> Account { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the bodies of other posts, by method.</summary>
    public ConcurrentQueue<(string Method, string Body)> Posts { get; } = [];

    /// <summary>Gets or sets an answer for a message, which goes before the behaviour; <see langword="null"/> for none.</summary>
    public Func<BotMessage, int, HttpServerAnswer?> Decide { get; set; } = static (_, _) => null;

    protected override HttpServerAnswer Garbage => new(200, """{"ok":true}""");

    public static OutgoingChatMessage Message(string text = "Hi") => new()
    {
        Attempt = new AttemptId(new Guid("0198f6e2-0000-7000-8000-000000000001"), 2),
        Stream = MessageStream.Transactional,
        Channel = Channel.Telegram,
        Recipient = "12345",
        Sender = "ada_bot",
        Text = text,
    };

    public static HttpServerAnswer Accepted(long id) => new(200, $$"""{"ok":true,"result":{"message_id":{{id}},"date":1772442000,"chat":{"id":12345,"type":"private"} } }""");

    public static HttpServerAnswer Flood(int seconds) =>
        new(429, $$"""{"ok":false,"error_code":429,"description":"Too Many Requests: retry after {{seconds}}","parameters":{"retry_after":{{seconds}} } }""");

    public override OutgoingMessage CreateMessage() => Message();

    protected override void Add(IOutreachBuilder builder, Uri address, TimeSpan answerTimeout) => builder.AddTelegram(ProviderName, options =>
    {
        options.Token = Token;
        options.BaseAddress = address;
        options.AnswerTimeout = answerTimeout;
        options.MessagesPerSecond = 1_000;
        Configure(options);
    });

    protected override bool IsMessage(HttpServerRequest request) => request.Path.Split('/')[^1] is "sendMessage" or "sendPhoto" or "sendDocument";

    protected override string? Check(HttpServerRequest request)
    {
        if (!request.Path.StartsWith($"/bot{Token}/", StringComparison.Ordinal) || request.Method != "POST")
        {
            return "token or method";
        }

        var (message, fault) = BotMessage.Read(request);
        if (message is not null)
        {
            Messages.Enqueue(message);
        }

        return fault;
    }

    protected override HttpServerAnswer Accept(HttpServerRequest request) => Decide(Messages.Last(), Messages.Count) ?? Accepted(Messages.Count);

    protected override HttpServerAnswer Refuse(ProviderRefusal refusal) => refusal.Name switch
    {
        "flood" => Flood(7),
        "size" => new(413, "<html>Request Entity Too Large</html>"),
        "migrated" => new(400, """{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-1001} }"""),
        _ => new(refusal.Code, JsonSerializer.Serialize(new { ok = false, error_code = refusal.Code, description = refusal.Text })),
    };

    protected override HttpServerAnswer Query(HttpServerRequest request)
    {
        var method = request.Path.Split('/')[^1];
        if (request.Method == "POST")
        {
            Posts.Enqueue((method, request.Text));
        }

        return !request.Path.StartsWith($"/bot{Token}/", StringComparison.Ordinal) ? new(401, """{"ok":false,"error_code":401,"description":"Unauthorized"}""")
            : Account.TryGetValue(method, out var answer) ? new(200, answer)
            : new(200, """{"ok":true,"result":true}""");
    }
}
