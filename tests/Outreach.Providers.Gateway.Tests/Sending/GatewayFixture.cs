using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Providers.Gateway.Tests;

/// <summary>A gateway that takes <c>POST /api/messaging/send</c> as P3.1 describes it, and a message with the same key once.</summary>
public sealed class GatewayFixture : HttpProviderFixture
{
    private const string ApiKey = "secret-key";
    private static readonly string[] Required = ["contactId", "channel", "channelId", "content", "bdAccountId"];
    private static readonly string[] Known = [.. Required, "fileBase64", "fileName", "replyToMessageId"];

    public override string ClientName => "Outreach.Gateway:" + ProviderName;

    public override IReadOnlyList<ProviderRefusal> Refusals { get; } =
    [
        new("field", FailureKind.Permanent, "channel is unknown") { Code = 400 },
        new("key", FailureKind.Authentication, "no such key") { Code = 401 },
        new("account", FailureKind.Authentication, "not this account") { Code = 403 },
        new("path", FailureKind.Authentication, "nothing here") { Code = 404 },
        new("gone", FailureKind.RejectedRecipient, "the user has left") { Code = 410, Suppression = SuppressionReason.HardBounce },
        new("size", FailureKind.RejectedContent, "file too large") { Code = 413 },
        new("type", FailureKind.RejectedContent, "no such type of file") { Code = 415 },
        new("text", FailureKind.RejectedContent, "text too long") { Code = 422 },
        new("early", FailureKind.Transient, "not now") { Code = 425 },
        new("limit", FailureKind.Throttled, "slow down") { Code = 429, RetryAfter = TimeSpan.FromSeconds(60) },
    ];

    public Action<GatewayOptions> Configure { get; set; } = static _ => { };

    /// <summary>Gets the messages, by key: each once, however often it came.</summary>
    public ConcurrentDictionary<string, string> Messages { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the keys in the order in which they came.</summary>
    public ConcurrentQueue<string> Keys { get; } = [];

    /// <summary>Gets or sets the status of an answer to a GET.</summary>
    public int Status { get; set; } = 405;

    protected override HttpServerAnswer Garbage => new(200, "<html>");

    public static OutgoingChatMessage Message(byte attempt = 1) => new()
    {
        Attempt = new AttemptId(new Guid("0198f6e2-0000-7000-8000-000000000001"), attempt),
        Channel = Channel.Telegram,
        ContactId = new Guid("0198f6e2-0000-7000-8000-00000000000a"),
        Recipient = "12345",
        Sender = "acc-1",
        Text = "Hi \"you\" €",
    };

    public override OutgoingMessage CreateMessage() => Message();

    protected override void Add(IOutreachBuilder builder, Uri address, TimeSpan answerTimeout) => builder.AddMessagingGateway(ProviderName, options =>
    {
        options.BaseAddress = address;
        options.ApiKey = ApiKey;
        options.AnswerTimeout = answerTimeout;
        Configure(options);
    });

    protected override string? Check(HttpServerRequest request)
    {
        var key = request.Header("Idempotency-Key");
        if (request.Path != "/api/messaging/send" || request.Header("Authorization") != "Bearer " + ApiKey || !Guid.TryParseExact(key, "N", out _))
        {
            return "path, authorization or key";
        }

        using var json = JsonDocument.Parse(request.Body);
        var names = json.RootElement.EnumerateObject().Select(property => property.Name).ToArray();
        if (request.Header("Content-Type") != "application/json" || Required.Except(names).Any() || names.Except(Known).Any())
        {
            return "fields";
        }

        Keys.Enqueue(key);
        Messages.TryAdd(key, request.Text);
        return null;
    }

    protected override HttpServerAnswer Accept(HttpServerRequest request) => new(200, """{"messageId":"m-77"}""");

    protected override HttpServerAnswer Refuse(ProviderRefusal refusal) => new(refusal.Code, $$"""{"error":"{{refusal.Text}}"}""")
    {
        Headers = refusal.RetryAfter is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["Retry-After"] = "60" },
    };

    protected override HttpServerAnswer Query(HttpServerRequest request) =>
        request.Header("Authorization") == "Bearer " + ApiKey && request.Path == "/api/messaging/send" ? new(Status) : new(401);
}
