using System.Net;

namespace Outreach;

/// <summary>An IP address from which an organisation sends, through a provider that is bound to it. Its own: other organisations don't use it.</summary>
public sealed record SendingIp
{
    /// <summary>Gets the organisation.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets the address as text, unique within the organisation.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the name of the provider that sends from the address, such as one of <c>AddSmtp</c> with its local address set.</summary>
    public required string ProviderName { get; init; }

    /// <summary>
    /// Gets the name of the pool that the address belongs to. Sender accounts that give it as their <see cref="SenderAccount.ProviderName"/> send
    /// from the best address of the pool.
    /// </summary>
    public required string Pool { get; init; }

    /// <summary>Gets the stream that the address serves; campaigns of the other never use it. Default: <see cref="MessageStream.Marketing"/>.</summary>
    public MessageStream Stream { get; init; }

    /// <summary>Gets whether the address is used. Default: <see langword="true"/>.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Gets the warm-up, or <see langword="null"/> for an address that has a reputation already.</summary>
    public WarmUp? WarmUp { get; init; }

    /// <summary>Says what is wrong with the values, or <see langword="null"/>.</summary>
    public string? FindProblem() =>
        !IPAddress.TryParse(Address, out var address) || address.ToString() != Address ? $"Address ('{Address}') must be an IP address in its usual form, such as 192.0.2.1."
        : string.IsNullOrWhiteSpace(ProviderName) || ProviderName.Length > 200 ? "ProviderName must have 1 to 200 characters."
        : string.IsNullOrWhiteSpace(Pool) || Pool.Length > 200 ? "Pool must have 1 to 200 characters."
        : WarmUp?.Plan.FindProblem();
}
