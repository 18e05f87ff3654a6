using Outreach.Providers.Http;

namespace Outreach.Providers.AmazonSes;

/// <summary>Reads the answers of <c>SendEmail</c> (API reference v2: "SendEmail", "Common Errors").</summary>
internal static class AmazonSesAnswer
{
    public static HandOverResult Read(HttpAnswer answer, string region)
    {
        var reply = answer.TryReadJson(AmazonSesJson.Default.AmazonSesReply, out var body) ? body : null;
        if (answer.Status == 200)
        {
            return reply?.MessageId is { Length: > 0 } id ? answer.Accepted(MessageIdOf(id, region)) : answer.Unclear();
        }

        var error = NameOf(answer.Header("x-amzn-ErrorType") ?? reply?.Type);

        // "The request has failed due to a temporary failure of the server." The other errors of the server leave open what was done.
        var isCertain = answer.Status == 503 && error.StartsWith("ServiceUnavailable", StringComparison.Ordinal);
        return answer.NotAccepted(isCertain ? FailureKind.Transient : KindOf(error, reply?.Message ?? ""), isCertain);
    }

    /// <summary>The Message-ID that the recipient sees (developer guide: "Amazon SES email header field requirements").</summary>
    private static string MessageIdOf(string id, string region) => region == "us-east-1" ? $"<{id}@email.amazonses.com>" : $"<{id}@{region}.amazonses.com>";

    /// <summary>The name may stand in a namespace, or before an address.</summary>
    private static string NameOf(string? type)
    {
        var name = type ?? "";
        name = name[(name.LastIndexOf('#') + 1)..];
        return name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? name[..colon] : name;
    }

    private static FailureKind? KindOf(string error, string message) => error switch
    {
        "TooManyRequestsException" or "LimitExceededException" or "ThrottlingException" or "Throttling" => FailureKind.Throttled,
        "MessageRejected" => message.Contains("not verified", StringComparison.OrdinalIgnoreCase) ? FailureKind.Authentication : FailureKind.RejectedContent,
        "BadRequestException" => KindOfBadRequest(message),
        "MailFromDomainNotVerifiedException" or "AccountSuspendedException" or "SendingPausedException" or "NotFoundException" or "AccessDeniedException"
            or "UnrecognizedClientException" or "InvalidSignatureException" or "SignatureDoesNotMatch" or "ExpiredTokenException" or "ExpiredToken"
            or "MissingAuthenticationTokenException" or "MissingAuthenticationToken" or "IncompleteSignatureException" or "IncompleteSignature"
            or "InvalidClientTokenId" or "NotAuthorized" or "OptInRequired" or "RequestExpired" => FailureKind.Authentication,
        _ => null,
    };

    private static FailureKind KindOfBadRequest(string message) =>
        message.Contains("address", StringComparison.OrdinalIgnoreCase) || message.Contains("@domain", StringComparison.OrdinalIgnoreCase)
            || message.Contains("local name", StringComparison.OrdinalIgnoreCase) ? FailureKind.RejectedRecipient
        : message.Contains("length", StringComparison.OrdinalIgnoreCase) || message.Contains("header", StringComparison.OrdinalIgnoreCase) ? FailureKind.RejectedContent
        : FailureKind.Permanent;
}
