namespace Outreach.Deliverability;

/// <summary>A key that signs a domain's mail.</summary>
public sealed record DkimSelector
{
    /// <summary>Gets the selector (<c>s=</c>), such as <c>s2026</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the record that belongs to the key, such as <c>v=DKIM1; k=rsa; p=…</c>; <see langword="null"/> if it is not known.</summary>
    public string? Record { get; init; }
}
