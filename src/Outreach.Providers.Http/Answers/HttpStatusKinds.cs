namespace Outreach.Providers.Http;

/// <summary>How a status that refuses is meant (RFC 9110 §15), where a provider documents nothing more exact.</summary>
internal static class HttpStatusKinds
{
    public static FailureKind Of(int status) => status switch
    {
        429 => FailureKind.Throttled,

        // A redirect is never followed: the address is not the API's. That, a missing path and a proxy's refusal somebody has to mend.
        (>= 300 and < 400) or 401 or 402 or 403 or 404 or 405 or 407 or 410 or 511 => FailureKind.Authentication,
        408 or 409 or 423 or 425 or >= 500 => FailureKind.Transient,
        413 => FailureKind.RejectedContent,
        _ => FailureKind.Permanent,
    };
}
