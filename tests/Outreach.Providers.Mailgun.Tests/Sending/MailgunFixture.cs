using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Providers.Mailgun.Tests;

/// <summary>A server that is as strict about <c>messages.mime</c> as Mailgun's documentation says.</summary>
public sealed class MailgunFixture : HttpProviderFixture
{
    public const string ApiKey = "key-test";

    public override string ClientName => "Outreach.Mailgun:" + ProviderName;

    public override IReadOnlyList<ProviderRefusal> Refusals { get; } =
    [
        new("recipient", FailureKind.RejectedRecipient, "'to' parameter is not a valid address") { Code = 400 },
        new("mime", FailureKind.RejectedContent, "failed to parse the MIME message") { Code = 400 },
        new("other", FailureKind.Permanent, "something else is missing") { Code = 400 },
        new("key", FailureKind.Authentication, "Forbidden") { Code = 401 },
        new("failed", FailureKind.Transient, "request failed") { Code = 402 },
        new("domain", FailureKind.Authentication, "Domain not found") { Code = 404 },
        new("size", FailureKind.RejectedContent, "too large") { Code = 413 },
        new("limit", FailureKind.Throttled, "rate limit") { Code = 429, RetryAfter = TimeSpan.FromSeconds(60) },
    ];

    /// <summary>Gets the answers to other requests, by path.</summary>
    public Dictionary<string, string> Account { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the query of the last of them.</summary>
    public string LastQuery { get; private set; } = "";

    public Action<MailgunOptions> Configure { get; set; } = static _ => { };

    /// <summary>Gets the fields of the last message's form.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; private set; } = [];

    protected override HttpServerAnswer Garbage => new(200, """{"message":"Queued. Thank you."}""");

    public override OutgoingMessage CreateMessage() => new OutgoingEmail
    {
        Attempt = new AttemptId(new Guid("0198f6e2-0000-7000-8000-000000000001"), 2),
        EnvelopeSender = "bounces@example.com",
        EnvelopeRecipient = "bob@example.net",
        MessageId = "<1@example.com>",
        Content = "Subject: Hello\r\nFrom: ann@example.com\r\nMessage-ID: <1@example.com>\r\n\r\nHi €\r\n"u8.ToArray(),
    };

    protected override void Add(IOutreachBuilder builder, Uri address, TimeSpan answerTimeout) => builder.AddMailgun(ProviderName, options =>
    {
        options.ApiKey = ApiKey;
        options.Domain = "mg.example.com";
        options.BaseAddress = address;
        options.AnswerTimeout = answerTimeout;
        Configure(options);
    });

    protected override string? Check(HttpServerRequest request)
    {
        if (request.Path != "/v3/mg.example.com/messages.mime" || !IsAuthorized(request))
        {
            return "path or key";
        }

        var type = request.Header("Content-Type");
        if (!type.StartsWith("multipart/form-data; boundary=", StringComparison.Ordinal) || Split(request.Body, type[30..]) is not { } fields)
        {
            return "no form";
        }

        Fields = fields;
        return fields.Count(field => field.Name == "to") != 1 ? "to"
            : fields.Count(field => field.Name == "message") != 1 ? "message"
            : fields.Any(field => field.Name is not ("to" or "message") && !field.Name.StartsWith("o:", StringComparison.Ordinal) && !field.Name.StartsWith("v:", StringComparison.Ordinal)) ? "unknown field"
            : null;
    }

    protected override HttpServerAnswer Accept(HttpServerRequest request) => new(200, """{"id":"<1@example.com>","message":"Queued. Thank you."}""");

    protected override HttpServerAnswer Refuse(ProviderRefusal refusal) =>
        refusal.Name == "key" ? new(401, refusal.Text)
        : new(refusal.Code, $$"""{"message":"{{refusal.Text}}"}""")
        {
            Headers = refusal.RetryAfter is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["Retry-After"] = "60" },
        };

    protected override HttpServerAnswer Query(HttpServerRequest request)
    {
        LastQuery = request.Query;
        return !IsAuthorized(request) ? new(401, "Forbidden")
            : Account.TryGetValue(request.Path, out var answer) ? new(200, answer)
            : new(404, """{"message":"not found"}""");
    }

    private static bool IsAuthorized(HttpServerRequest request) =>
        request.Header("Authorization") == "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes("api:" + ApiKey));

    /// <summary>Splits a form (RFC 7578) in the plainest way, octet by octet.</summary>
    private static List<(string Name, string Value)>? Split(byte[] body, string boundary)
    {
        var text = Encoding.Latin1.GetString(body);
        var parts = ("\r\n" + text).Split("\r\n--" + boundary);
        if (parts.Length < 3 || parts[0].Length > 0 || parts[^1] != "--\r\n")
        {
            return null;
        }

        var fields = new List<(string, string)>();
        foreach (var part in parts[1..^1])
        {
            var end = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            const string start = "\r\nContent-Disposition: form-data; name=\"";
            if (end < 0 || !part.StartsWith(start, StringComparison.Ordinal))
            {
                return null;
            }

            var name = part[start.Length..part.IndexOf('"', start.Length)];
            fields.Add((name, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(part[(end + 4)..]))));
        }

        return fields;
    }
}
