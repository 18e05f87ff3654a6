using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Providers.Gmail.Tests;

/// <summary>A server that is as strict about <c>users.messages.send</c> and about OAuth 2.0 (RFC 6749 §6, RFC 7523) as Google's documentation says.</summary>
public sealed class GmailFixture : HttpProviderFixture
{
    public const string AccessToken = "ya29.access-token";

    public override string ClientName => "Outreach.Gmail:" + ProviderName;

    public override IReadOnlyList<ProviderRefusal> Refusals { get; } =
    [
        new("invalidArgument", FailureKind.RejectedRecipient, "Recipient address required") { Code = 400 },
        new("invalidArgument", FailureKind.RejectedContent, "Invalid attachment") { Code = 400 },
        new("failedPrecondition", FailureKind.Authentication, "Mail service not enabled") { Code = 400 },
        new("badRequest", FailureKind.Permanent, "Something else") { Code = 400 },
        new("authError", FailureKind.Authentication, "Invalid Credentials") { Code = 401 },
        new("rateLimitExceeded", FailureKind.Throttled, "Rate Limit Exceeded") { Code = 403 },
        new("userRateLimitExceeded", FailureKind.Throttled, "User Rate Limit Exceeded") { Code = 403 },
        new("dailyLimitExceeded", FailureKind.Throttled, "Daily Limit Exceeded") { Code = 403, RetryAfter = TimeSpan.FromHours(1) },
        new("domainPolicy", FailureKind.Authentication, "The domain administrators have disabled Gmail apps.") { Code = 403 },
        new("insufficientPermissions", FailureKind.Authentication, "Insufficient Permission") { Code = 403 },
        new("notFound", FailureKind.Authentication, "Requested entity was not found.") { Code = 404 },
        new("tooLarge", FailureKind.RejectedContent, "Request Too Large") { Code = 413 },
        new("rateLimitExceeded", FailureKind.Throttled, "Too many concurrent requests for user") { Code = 429, RetryAfter = TimeSpan.FromSeconds(60) },
        new("aborted", FailureKind.Transient, "The operation was aborted.") { Code = 409 },
    ];

    public Action<GmailOptions> Configure { get; set; } = static _ => { };

    /// <summary>Gets the messages that came: what was said beside them, and their octets.</summary>
    public ConcurrentQueue<(JsonElement Metadata, byte[] Message)> Messages { get; } = [];

    /// <summary>Gets the forms by which tokens were asked for.</summary>
    public ConcurrentQueue<IReadOnlyDictionary<string, string>> TokenRequests { get; } = [];

    /// <summary>Gets or sets the answer to a request for a token.</summary>
    public HttpServerAnswer TokenAnswer { get; set; } = Json(200, $$"""{"access_token":"{{AccessToken}}","expires_in":3599,"token_type":"Bearer"}""");

    /// <summary>Gets the answers to other requests, by path below the mailbox.</summary>
    public Dictionary<string, string> Mailbox { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the queries of other requests.</summary>
    public ConcurrentQueue<string> Queries { get; } = [];

    protected override HttpServerAnswer Garbage => Json(200, """{"threadId":"t1"}""");

    public static OutgoingEmail Email(string content = "Subject: Hello\r\nTo: Bob <bob@example.net>\r\nMessage-ID: <1@example.com>\r\n\r\nHi €\r\n") => new()
    {
        Attempt = new AttemptId(new Guid("0198f6e2-0000-7000-8000-000000000001"), 1),
        EnvelopeSender = "bounces@example.com",
        EnvelopeRecipient = "bob@example.net",
        MessageId = "<1@example.com>",
        Content = Encoding.UTF8.GetBytes(content),
    };

    public override OutgoingMessage CreateMessage() => Email();

    public static HttpServerAnswer Json(int status, string body) => new(status, body) { Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json; charset=UTF-8" } };

    protected override void Add(IOutreachBuilder builder, Uri address, TimeSpan answerTimeout) => builder.AddGmail(ProviderName, options =>
    {
        (options.ClientId, options.ClientSecret, options.RefreshToken) = ("client.apps.example", "client-secret", "1//refresh");
        options.BaseAddress = address;
        options.TokenAddress = new Uri($"http://127.0.0.1:{Port}/token");
        options.AnswerTimeout = answerTimeout;
        Configure(options);
    });

    protected override bool IsMessage(HttpServerRequest request) => request.Path == "/upload/gmail/v1/users/me/messages/send";

    protected override string? Check(HttpServerRequest request)
    {
        if (request.Method != "POST" || request.Query != "uploadType=multipart" || !IsAuthorized(request))
        {
            return "method, uploadType or token";
        }

        const string type = "multipart/related; boundary=";
        if (!request.Header("Content-Type").StartsWith(type, StringComparison.Ordinal) || Split(request.Body, request.Header("Content-Type")[type.Length..]) is not [var first, var second])
        {
            return "two parts";
        }

        if (first.Type != "application/json; charset=UTF-8" || second.Type != "message/rfc822")
        {
            return "types of the parts";
        }

        using var metadata = JsonDocument.Parse(first.Content);
        Messages.Enqueue((metadata.RootElement.Clone(), second.Content));
        return metadata.RootElement.EnumerateObject().Any(property => property.Name != "threadId") ? "unknown field"
            : !Encoding.UTF8.GetString(second.Content).Contains("To:", StringComparison.Ordinal) ? "Recipient address required"
            : null;
    }

    protected override HttpServerAnswer Accept(HttpServerRequest request) => Json(200, """{"id":"18f1","threadId":"18f0","labelIds":["SENT"]}""");

    protected override HttpServerAnswer Refuse(ProviderRefusal refusal) => Error(refusal.Code, refusal.Name, refusal.Text) with
    {
        Headers = refusal.RetryAfter == TimeSpan.FromSeconds(60) ? new Dictionary<string, string> { ["Retry-After"] = "60" } : new Dictionary<string, string>(),
    };

    public static HttpServerAnswer Error(int status, string reason, string message) => Json(
        status, JsonSerializer.Serialize(new { error = new { code = status, message, errors = new[] { new { domain = "global", reason, message } } } }));

    protected override HttpServerAnswer Query(HttpServerRequest request)
    {
        if (request.Path == "/token")
        {
            TokenRequests.Enqueue(request.Text.Split('&').Select(field => field.Split('=')).ToDictionary(
                field => field[0], field => Uri.UnescapeDataString(field[1].Replace('+', ' '))));
            return TokenAnswer;
        }

        Queries.Enqueue(Uri.UnescapeDataString(request.Query));
        const string mailbox = "/gmail/v1/users/me/";
        return !IsAuthorized(request) ? Error(401, "authError", "Invalid Credentials")
            : request.Path.StartsWith(mailbox, StringComparison.Ordinal) && Find(request.Path[mailbox.Length..], Uri.UnescapeDataString(request.Query)) is { } answer ? Json(200, answer)
            : Error(404, "notFound", "Requested entity was not found.");
    }

    private string? Find(string path, string query) => Mailbox.GetValueOrDefault(path + "?" + query) ?? Mailbox.GetValueOrDefault(path);

    private static bool IsAuthorized(HttpServerRequest request) => request.Header("Authorization") == "Bearer " + AccessToken;

    /// <summary>Splits a body (RFC 2046 §5.1.1) in the plainest way, octet by octet.</summary>
    private static List<(string Type, byte[] Content)>? Split(byte[] body, string boundary)
    {
        var parts = ("\r\n" + Encoding.Latin1.GetString(body)).Split("\r\n--" + boundary);
        if (parts.Length < 3 || parts[0].Length > 0 || parts[^1] != "--\r\n")
        {
            return null;
        }

        return [.. parts[1..^1].Select(part =>
        {
            var end = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            return (part[..end].Replace("\r\nContent-Type: ", "", StringComparison.Ordinal), Encoding.Latin1.GetBytes(part[(end + 4)..]));
        })];
    }
}
