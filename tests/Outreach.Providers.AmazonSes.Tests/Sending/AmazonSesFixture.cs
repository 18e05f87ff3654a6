using System.Text.Json;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Providers.AmazonSes.Tests;

/// <summary>A server that is as strict about <c>SendEmail</c> as the API reference says, and verifies every signature.</summary>
public sealed class AmazonSesFixture : HttpProviderFixture
{
    private const string AccessKey = "AKIDEXAMPLE";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private string? _token;

    public override string ClientName => "Outreach.AmazonSes:" + ProviderName;

    public override IReadOnlyList<ProviderRefusal> Refusals { get; } =
    [
        new("BadRequestException", FailureKind.RejectedRecipient, "Illegal address") { Code = 400 },
        new("BadRequestException", FailureKind.Permanent, "Something else") { Code = 400 },
        new("MessageRejected", FailureKind.RejectedContent, "virus") { Code = 400 },
        new("MessageRejected", FailureKind.Authentication, "Email address is not verified.") { Code = 400 },
        new("MailFromDomainNotVerifiedException", FailureKind.Authentication, "MAIL FROM") { Code = 400 },
        new("SendingPausedException", FailureKind.Authentication, "paused") { Code = 400 },
        new("LimitExceededException", FailureKind.Throttled, "quota exceeded") { Code = 400 },
        new("UnrecognizedClientException", FailureKind.Authentication, "token is invalid") { Code = 403 },
        new("NotFoundException", FailureKind.Authentication, "Configuration set") { Code = 404 },
        new("TooManyRequestsException", FailureKind.Throttled, "Too many requests") { Code = 429 },
        new("ServiceUnavailable", FailureKind.Transient, "temporary failure") { Code = 503 },
    ];

    /// <summary>Gets the answers to other requests, by path.</summary>
    public Dictionary<string, string> Account { get; } = new(StringComparer.Ordinal);

    public Action<AmazonSesOptions> Configure { get; set; } = static _ => { };

    protected override HttpServerAnswer Garbage => new(200, "{}");

    public void UseSessionToken(string token) => _token = token;

    public override OutgoingMessage CreateMessage() => new OutgoingEmail
    {
        Attempt = new AttemptId(new Guid("0198f6e2-0000-7000-8000-000000000001"), 2),
        EnvelopeSender = "bounces@example.com",
        EnvelopeRecipient = "bob@example.net",
        MessageId = "<1@example.com>",
        Content = "Subject: Hello\r\nFrom: ann@example.com\r\n\r\nHi €\r\n"u8.ToArray(),
    };

    protected override void Add(IOutreachBuilder builder, Uri address, TimeSpan answerTimeout) => builder.AddAmazonSes(ProviderName, options =>
    {
        options.Region = "eu-west-1";
        options.Credentials = _token is null ? new BasicAWSCredentials(AccessKey, Secret) : new SessionAWSCredentials(AccessKey, Secret, _token);
        options.BaseAddress = address;
        options.AnswerTimeout = answerTimeout;
        Configure(options);
    });

    protected override string? Check(HttpServerRequest request)
    {
        if (request.Path != "/v2/email/outbound-emails" || request.Header("Content-Type") != "application/json")
        {
            return "path or media type";
        }

        if (IndependentSigV4.FindFault(request, AccessKey, Secret, "eu-west-1", _token) is { } fault)
        {
            return fault;
        }

        using var json = JsonDocument.Parse(request.Body);
        var root = json.RootElement;
        string[] known = ["Destination", "Content", "ConfigurationSetName", "EmailTags"];
        return root.EnumerateObject().Any(property => !known.Contains(property.Name)) ? "unknown field"
            : root.GetProperty("Destination").GetProperty("ToAddresses").GetArrayLength() != 1 ? "destination"
            : root.GetProperty("Content").GetProperty("Raw").GetProperty("Data").GetBytesFromBase64().Length == 0 ? "content"
            : root.GetProperty("EmailTags").EnumerateArray().Any(tag => !IsWord(tag.GetProperty("Name").GetString()!) || !IsWord(tag.GetProperty("Value").GetString()!)) ? "tags"
            : null;
    }

    protected override HttpServerAnswer Accept(HttpServerRequest request) => new(200, """{"MessageId":"0102018f-abc"}""");

    protected override HttpServerAnswer Refuse(ProviderRefusal refusal) => new(refusal.Code, $$"""{"message":"{{refusal.Text}}"}""")
    {
        Headers = new Dictionary<string, string> { ["x-amzn-ErrorType"] = refusal.Name + ":http://internal.amazon.com/coral/com.amazonaws.ses/" },
    };

    protected override HttpServerAnswer Query(HttpServerRequest request) =>
        IndependentSigV4.FindFault(request, AccessKey, Secret, "eu-west-1", _token) is { } fault ? new(403, $$"""{"message":"{{fault}}"}""")
        : Account.TryGetValue(request.Path, out var answer) ? new(200, answer)
        : new(404, """{"message":"not found"}""");

    private static bool IsWord(string text) => text.Length is > 0 and <= 256 && text.All(static one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_');
}
