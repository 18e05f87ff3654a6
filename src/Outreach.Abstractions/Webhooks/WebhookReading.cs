namespace Outreach;

/// <summary>What a request to a webhook address was.</summary>
public sealed record WebhookReading
{
    /// <summary>Gets whether the request can be trusted and read.</summary>
    public required WebhookVerdict Verdict { get; init; }

    /// <summary>Gets why it can't, for the host's log; <see langword="null"/> if it can. Never holds secrets.</summary>
    public string? Problem { get; init; }

    /// <summary>Gets the events; empty unless <see cref="Verdict"/> is <see cref="WebhookVerdict.Accepted"/>.</summary>
    public IReadOnlyList<ProviderEvent> Events { get; init; } = [];

    /// <summary>Gets whether the host should answer with a status of success (2xx). After any other the provider may send the request again.</summary>
    public bool IsSuccess => Verdict == WebhookVerdict.Accepted;
}
