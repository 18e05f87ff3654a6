using Outreach.Providers.Http;

namespace Outreach.Providers.MailchimpTransactional;

/// <summary>Reads the answers of <c>messages/send-raw</c>. Errors have a name; most come with status 500 all the same.</summary>
internal static class MailchimpTransactionalAnswer
{
    public static HandOverResult Read(HttpAnswer answer)
    {
        if (answer.Status == 200)
        {
            return answer.TryReadJson(MailchimpTransactionalJson.Default.MailchimpTransactionalReplyArray, out var replies) && replies is [{ } reply]
                ? ReadReply(answer, reply)
                : answer.Unclear();
        }

        var name = answer.TryReadJson(MailchimpTransactionalJson.Default.MailchimpTransactionalError, out var error) && error.Status == "error" ? error.Name : null;
        return answer.NotAccepted(KindOf(name), isCertain: KindOf(name) is not null);
    }

    private static HandOverResult ReadReply(HttpAnswer answer, MailchimpTransactionalReply reply) => reply.Status switch
    {
        "sent" or "queued" or "scheduled" => answer.Accepted(reply.Id),
        "invalid" => answer.Refused(FailureKind.RejectedRecipient),
        "rejected" => answer.Refused(reply.RejectReason switch
        {
            "hard-bounce" or "soft-bounce" or "spam" or "unsub" or "custom" or "invalid" or "recipient" => FailureKind.RejectedRecipient,
            "invalid-sender" or "unsigned" => FailureKind.Authentication,
            "test-mode-limit" => FailureKind.Throttled,
            "rule" => FailureKind.RejectedContent,
            _ => FailureKind.Permanent,
        }) with { Suppression = SuppressionOf(reply.RejectReason) },
        _ => answer.Unclear(),
    };

    /// <summary>The service refuses for these reasons whom it learnt them of before.</summary>
    private static SuppressionReason? SuppressionOf(string? rejectReason) => rejectReason switch
    {
        "hard-bounce" => SuppressionReason.HardBounce,
        "spam" => SuppressionReason.Complaint,
        "unsub" => SuppressionReason.Unsubscribed,
        _ => null,
    };

    /// <summary>Names that mean that the message was not taken; GeneralError ("an unexpected error") is none of them.</summary>
    private static FailureKind? KindOf(string? name) => name switch
    {
        "Invalid_Key" or "PaymentRequired" or "Unknown_Subaccount" => FailureKind.Authentication,
        "ValidationError" => FailureKind.Permanent,
        "ServiceUnavailable" => FailureKind.Transient,
        _ => null,
    };
}
