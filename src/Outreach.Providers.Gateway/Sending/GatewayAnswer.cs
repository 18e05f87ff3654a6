using Outreach.Providers.Http;

namespace Outreach.Providers.Gateway;

/// <summary>Reads the answers of a gateway by their status (RFC 9110 §15), and those about the key as draft-ietf-httpapi-idempotency-key-header says.</summary>
internal static class GatewayAnswer
{
    public static HandOverResult Read(HttpAnswer answer, byte attempt) => answer.Status switch
    {
        200 or 201 or 202 or 204 => ReadSuccess(answer),
        400 => answer.Refused(FailureKind.Permanent),

        // An attempt with the same key is under way: what becomes of it, nobody knows yet.
        409 => answer.Unclear(),
        410 => answer.Refused(FailureKind.RejectedRecipient) with { Suppression = SuppressionReason.HardBounce },
        413 or 415 => answer.Refused(FailureKind.RejectedContent),

        // Of a later attempt it may mean that the key was used before, for a message that was accepted.
        422 => attempt == 1 ? answer.Refused(FailureKind.RejectedContent) : answer.Unclear(),
        _ => answer.NotAccepted(),
    };

    /// <summary>A gateway need not tell an id; but what it says must be whole.</summary>
    private static HandOverResult ReadSuccess(HttpAnswer answer) =>
        answer is { Body.IsEmpty: true, IsCut: false } ? answer.Accepted(null)
        : answer.TryReadJson(GatewayJson.Default.GatewayAccepted, out var accepted) ? answer.Accepted(accepted.FindId())
        : answer.Unclear();
}
