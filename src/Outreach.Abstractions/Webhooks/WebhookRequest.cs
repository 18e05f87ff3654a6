namespace Outreach;

/// <summary>A request that a provider sent to the host's webhook address.</summary>
public sealed class WebhookRequest
{
    /// <summary>Gets the headers. Names are compared without regard to case; of a header that came more than once, the values joined by commas.</summary>
    public IReadOnlyDictionary<string, string> Headers
    {
        get;
        init => field = value is null ? field : new Dictionary<string, string>(value, StringComparer.OrdinalIgnoreCase);
    } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the body exactly as it came: signatures cover its octets.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}
