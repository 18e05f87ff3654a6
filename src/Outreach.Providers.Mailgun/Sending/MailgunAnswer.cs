using Outreach.Providers.Http;

namespace Outreach.Providers.Mailgun;

/// <summary>Reads the answers of <c>POST /v3/{domain}/messages.mime</c> (docs: "Messages", "API Response Codes").</summary>
internal static class MailgunAnswer
{
    public static HandOverResult Read(HttpAnswer answer)
    {
        var known = answer.TryReadJson(MailgunJson.Default.MailgunAccepted, out var body) ? body : null;
        return answer.Status switch
        {
            200 => known?.Id is { Length: > 0 } id ? answer.Accepted(id) : answer.Unclear(),
            400 => answer.Refused(KindOf(known?.Message ?? "")),

            // "Parameters were valid but request failed."
            402 => answer.Refused(FailureKind.Transient),
            429 => answer.Refused(FailureKind.Throttled, ResetTime.FromUnixSeconds(answer.Header("X-RateLimit-Reset"), answer.ReceivedAt)),

            // Mailgun says of no 5xx that the message was not taken.
            _ => answer.NotAccepted(),
        };
    }

    private static FailureKind KindOf(string message) =>
        message.Contains("'to' parameter", StringComparison.OrdinalIgnoreCase) || message.Contains("recipient", StringComparison.OrdinalIgnoreCase) ? FailureKind.RejectedRecipient
        : message.Contains("mime", StringComparison.OrdinalIgnoreCase) || message.Contains("too large", StringComparison.OrdinalIgnoreCase) ? FailureKind.RejectedContent
        : FailureKind.Permanent;
}
