namespace Outreach;

/// <summary>What a check of a provider asks about.</summary>
public sealed record ProviderCheckRequest
{
    /// <summary>Gets the address that will send, or <see langword="null"/> to leave sender and domain out.</summary>
    public string? SenderAddress { get; init; }

    /// <summary>Gets the address at which the host takes the provider's events, or <see langword="null"/> to leave the webhook out.</summary>
    public Uri? WebhookUrl { get; init; }
}
