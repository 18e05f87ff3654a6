namespace Outreach.Providers.Http;

/// <summary>Makes the answers of webhooks.</summary>
public static class WebhookReadings
{
    /// <summary>How large a request to a webhook may be; providers batch their events well below.</summary>
    public const int MostBytes = 8 << 20;

    /// <summary>How many events one request may hold.</summary>
    public const int MostEvents = 10_000;

    /// <summary>Makes the answer to a request that is not proven to be the provider's.</summary>
    public static WebhookReading Forged(string problem) => new() { Verdict = WebhookVerdict.Forged, Problem = problem };

    /// <summary>Makes the answer to a request that can't be read.</summary>
    public static WebhookReading Malformed(string problem) => new() { Verdict = WebhookVerdict.Malformed, Problem = problem };

    /// <summary>Makes the answer to a request that was signed too long ago, or whose token was used before.</summary>
    public static WebhookReading Replayed(string problem) => new() { Verdict = WebhookVerdict.Replayed, Problem = problem };

    /// <summary>Makes the answer to a request that was read.</summary>
    public static WebhookReading Accepted(IReadOnlyList<ProviderEvent> events) => new() { Verdict = WebhookVerdict.Accepted, Events = events };

    /// <summary>Refuses requests that are too large before anything else is done with them.</summary>
    /// <returns>The answer, or <see langword="null"/> for a request of a proper size.</returns>
    public static WebhookReading? CheckSize(WebhookRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Body.Length > MostBytes ? Malformed("The request is larger than 8 MiB.") : null;
    }
}
