using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Providers.MailchimpTransactional.Tests;

/// <summary>A server that is as strict about <c>messages/send-raw</c> as Mailchimp's documentation says.</summary>
public sealed class MailchimpTransactionalFixture : HttpProviderFixture
{
    private const string ApiKey = "md-test-key";

    public override string ClientName => "Outreach.MailchimpTransactional:" + ProviderName;

    public override IReadOnlyList<ProviderRefusal> Refusals { get; } =
    [
        new("invalid", FailureKind.RejectedRecipient, "invalid") { Code = 200 },
        new("rejected:hard-bounce", FailureKind.RejectedRecipient, "hard-bounce") { Code = 200, Suppression = SuppressionReason.HardBounce },
        new("rejected:unsigned", FailureKind.Authentication, "unsigned") { Code = 200 },
        new("rejected:rule", FailureKind.RejectedContent, "rule") { Code = 200 },
        new("rejected:test-mode-limit", FailureKind.Throttled, "test-mode-limit") { Code = 200 },
        new("ValidationError", FailureKind.Permanent, "ValidationError") { Code = 500 },
        new("Invalid_Key", FailureKind.Authentication, "Invalid_Key") { Code = 500 },
        new("Unknown_Subaccount", FailureKind.Authentication, "Unknown_Subaccount") { Code = 500 },
        new("ServiceUnavailable", FailureKind.Transient, "ServiceUnavailable") { Code = 503 },
        new("limit", FailureKind.Throttled, "limit") { Code = 429, RetryAfter = TimeSpan.FromSeconds(60) },
    ];

    /// <summary>Gets the answers to other methods, by name.</summary>
    public Dictionary<string, string> Account { get; } = new(StringComparer.Ordinal);

    public Action<MailchimpTransactionalOptions> Configure { get; set; } = static _ => { };

    protected override HttpServerAnswer Garbage => new(200, "[]");

    public override OutgoingMessage CreateMessage() => new OutgoingEmail
    {
        Attempt = new AttemptId(new Guid("0198f6e2-0000-7000-8000-000000000001"), 2),
        EnvelopeSender = "bounces@example.com",
        EnvelopeRecipient = "bob@example.net",
        MessageId = "<1@example.com>",
        Content = "DKIM-Signature: x\r\nSubject: Hello\r\nFrom: ann@example.com\r\n\r\nHi € \"quoted\" \\\r\n"u8.ToArray(),
    };

    protected override void Add(IOutreachBuilder builder, Uri address, TimeSpan answerTimeout) => builder.AddMailchimpTransactional(ProviderName, options =>
    {
        options.ApiKey = ApiKey;
        options.BaseAddress = address;
        options.AnswerTimeout = answerTimeout;
        Configure(options);
    });

    protected override bool IsMessage(HttpServerRequest request) => request.Path == "/api/1.0/messages/send-raw.json";

    protected override string? Check(HttpServerRequest request)
    {
        using var json = JsonDocument.Parse(request.Body);
        var root = json.RootElement;
        string[] known = ["key", "raw_message", "to", "async", "ip_pool", "return_path_domain"];
        return root.EnumerateObject().Any(property => !known.Contains(property.Name)) ? "unknown field"
            : root.GetProperty("key").GetString() != ApiKey ? "key"
            : root.GetProperty("to").GetArrayLength() != 1 || root.GetProperty("async").GetBoolean() ? "to, async"
            : !root.GetProperty("raw_message").GetString()!.Contains("\r\n\r\n", StringComparison.Ordinal) ? "raw_message"
            : null;
    }

    protected override HttpServerAnswer Accept(HttpServerRequest request) =>
        new(200, """[{"email":"bob@example.net","status":"sent","_id":"abc123abc123","reject_reason":null}]""");

    protected override HttpServerAnswer Refuse(ProviderRefusal refusal)
    {
        var parts = refusal.Name.Split(':');
        return refusal.Code switch
        {
            200 => new(200, $$"""[{"email":"bob@example.net","status":"{{parts[0]}}","_id":"abc","reject_reason":{{(parts.Length > 1 ? $"\"{parts[1]}\"" : "null")}}}]"""),
            429 => new(429, "limit") { Headers = new Dictionary<string, string> { ["Retry-After"] = "60" } },
            _ => new(refusal.Code, $$"""{"status":"error","code":-1,"name":"{{refusal.Name}}","message":"no"}"""),
        };
    }

    protected override HttpServerAnswer Query(HttpServerRequest request)
    {
        using var json = JsonDocument.Parse(request.Body);
        return json.RootElement.GetProperty("key").GetString() != ApiKey ? new(500, """{"status":"error","code":-1,"name":"Invalid_Key","message":"Invalid API key"}""")
            : Account.TryGetValue(request.Path["/api/1.0/".Length..^".json".Length], out var answer) ? new(200, answer)
            : new(500, """{"status":"error","code":-1,"name":"GeneralError","message":"?"}""");
    }
}
