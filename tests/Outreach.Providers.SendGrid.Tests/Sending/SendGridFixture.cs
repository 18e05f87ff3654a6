using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Providers.SendGrid.Tests;

/// <summary>A server that is as strict about <c>POST /v3/mail/send</c> as SendGrid's documentation says.</summary>
public sealed class SendGridFixture : HttpProviderFixture
{
    public const string ApiKey = "SG.test-key";

    private static readonly string[] Known =
    [
        "personalizations", "from", "reply_to_list", "subject", "content", "attachments", "headers", "custom_args", "categories", "ip_pool_name",
        "asm", "mail_settings", "tracking_settings",
    ];

    private static readonly string[] Reserved = ["to", "from", "subject", "reply-to", "cc", "bcc", "content-type", "content-transfer-encoding", "dkim-signature", "received", "x-sg-id", "x-sg-eid"];

    public override IReadOnlyList<ProviderRefusal> Refusals { get; } =
    [
        new("recipient", FailureKind.RejectedRecipient, "Does not contain a valid address.") { Code = 400 },
        new("content", FailureKind.RejectedContent, "must be at least one character") { Code = 400 },
        new("other field", FailureKind.Permanent, "send_at") { Code = 400 },
        new("key", FailureKind.Authentication, "authorization grant is invalid") { Code = 401 },
        new("credits", FailureKind.Throttled, "Maximum credits exceeded") { Code = 401 },
        new("sender", FailureKind.Authentication, "verified Sender Identity") { Code = 403 },
        new("too large", FailureKind.RejectedContent, "too large") { Code = 413 },
        new("limit", FailureKind.Throttled, "too many requests") { Code = 429, RetryAfter = TimeSpan.FromMinutes(10) },
        new("unavailable", FailureKind.Transient, "not available") { Code = 503 },
    ];

    /// <summary>Gets what the account answers to other requests, by path.</summary>
    public Dictionary<string, string> Account { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets or sets what is changed in the options.</summary>
    public Action<SendGridOptions> Configure { get; set; } = static _ => { };

    public override string ClientName => "Outreach.SendGrid:" + ProviderName;

    protected override HttpServerAnswer Garbage => new(200, "<html>Please log in to the hotel's network</html>");

    public override OutgoingMessage CreateMessage() => Email("Subject: Hello\r\nFrom: Ann <ann@example.com>\r\nTo: Bob <bob@example.net>\r\nMessage-ID: <1@example.com>\r\n\r\nHi Bob\r\n");

    public static OutgoingEmail Email(string content) => new()
    {
        Attempt = new AttemptId(new Guid("0198f6e2-0000-7000-8000-000000000001"), 2),
        EnvelopeSender = "bounces@example.com",
        EnvelopeRecipient = "bob@example.net",
        MessageId = "<1@example.com>",
        Content = Encoding.UTF8.GetBytes(content),
    };

    protected override void Add(IOutreachBuilder builder, Uri address, TimeSpan answerTimeout) => builder.AddSendGrid(ProviderName, options =>
    {
        options.ApiKey = ApiKey;
        options.BaseAddress = address;
        options.AnswerTimeout = answerTimeout;
        Configure(options);
    });

    protected override string? Check(HttpServerRequest request)
    {
        if (request.Path != "/v3/mail/send" || request.Header("Authorization") != "Bearer " + ApiKey || request.Header("Content-Type") != "application/json")
        {
            return "path, key or media type";
        }

        using var json = JsonDocument.Parse(request.Body);
        var root = json.RootElement;
        var unknown = root.EnumerateObject().Select(property => property.Name).Except(Known).ToList();
        if (unknown.Count > 0)
        {
            return "unknown fields: " + string.Join(", ", unknown);
        }

        var to = root.GetProperty("personalizations").EnumerateArray().Single().GetProperty("to").EnumerateArray().Single().GetProperty("email").GetString()!;
        var content = root.GetProperty("content").EnumerateArray().ToList();
        var types = content.ConvertAll(one => one.GetProperty("type").GetString());
        return !to.Contains('@', StringComparison.Ordinal) ? "to"
            : !root.GetProperty("from").GetProperty("email").GetString()!.Contains('@', StringComparison.Ordinal) ? "from"
            : root.GetProperty("subject").GetString()!.Length == 0 ? "subject"
            : content.Count == 0 || content.Exists(one => one.GetProperty("value").GetString()!.Length == 0) ? "content"
            : types.IndexOf("text/plain") > 0 || (types.Contains("text/html") && types[^1] != "text/html") ? "order of contents"
            : root.TryGetProperty("headers", out var headers) && headers.EnumerateObject().Any(header => Reserved.Contains(header.Name.ToLowerInvariant())) ? "reserved header"
            : root.GetProperty("custom_args").GetRawText().Length > 10_000 ? "custom_args"
            : null;
    }

    protected override HttpServerAnswer Accept(HttpServerRequest request) =>
        new(202) { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Message-Id"] = "14c5d75ce93.dfd.64b469" } };

    protected override HttpServerAnswer Refuse(ProviderRefusal refusal) => refusal.Name switch
    {
        "recipient" => Error(refusal, "personalizations.0.to.0.email"),
        "content" => Error(refusal, "content.0.value"),
        "other field" => Error(refusal, "send_at"),
        "limit" => Error(refusal, null) with
        {
            Headers = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["X-RateLimit-Reset"] = TimeProvider.System.GetUtcNow().Add(refusal.RetryAfter!.Value).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            },
        },
        _ => Error(refusal, null),
    };

    protected override HttpServerAnswer Query(HttpServerRequest request) =>
        request.Header("Authorization") == "Bearer " + ApiKey && Account.TryGetValue(request.Path, out var answer)
            ? new HttpServerAnswer(200, answer)
            : new HttpServerAnswer(403, """{"errors":[{"field":null,"message":"access forbidden"}]}""");

    private static HttpServerAnswer Error(ProviderRefusal refusal, string? field) =>
        new(refusal.Code, $$"""{"errors":[{"message":"{{refusal.Text}}","field":{{(field is null ? "null" : $"\"{field}\"")}},"help":null}]}""");
}
