using Outreach.Providers.Http;

namespace Outreach.Providers.SendGrid;

/// <summary>Reads the answers of <c>POST /v3/mail/send</c> (docs: "Mail Send", "Errors").</summary>
internal static class SendGridAnswer
{
    public static HandOverResult Read(HttpAnswer answer) => answer.Status switch
    {
        // 200 is the answer of the sandbox mode, which has no id.
        200 or 202 when !answer.IsCut && answer.Body.IsEmpty => answer.Accepted(answer.Header("X-Message-Id")),
        429 => answer.Refused(FailureKind.Throttled, ResetTime.FromUnixSeconds(answer.Header("X-RateLimit-Reset"), answer.ReceivedAt)),
        >= 400 and < 500 => answer.Refused(KindOf(answer)),

        // "The SendGrid v3 Web API is not available": nothing was taken. The other errors of the server say nothing about that.
        503 => answer.Refused(FailureKind.Transient),
        _ => answer.NotAccepted(),
    };

    private static FailureKind KindOf(HttpAnswer answer)
    {
        var error = answer.TryReadJson(SendGridJson.Default.SendGridErrors, out var errors) && errors.Errors is [var first, ..] ? first : null;
        return answer.Status switch
        {
            400 when error?.Field is { } field => KindOfField(field),

            // An account without credits is refused with 401 as well; nobody has to mend the key.
            401 when error?.Message?.Contains("credits", StringComparison.OrdinalIgnoreCase) == true => FailureKind.Throttled,
            _ => answer.KindOfRefusal,
        };
    }

    private static FailureKind KindOfField(string field) =>
        field.StartsWith("personalizations", StringComparison.Ordinal) && field.Contains(".to", StringComparison.Ordinal) ? FailureKind.RejectedRecipient
        : field.StartsWith("content", StringComparison.Ordinal) || field.StartsWith("subject", StringComparison.Ordinal)
            || field.StartsWith("attachments", StringComparison.Ordinal) || field.StartsWith("headers", StringComparison.Ordinal) ? FailureKind.RejectedContent
        : FailureKind.Permanent;
}
