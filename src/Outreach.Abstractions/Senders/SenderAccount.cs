using System.Security.Cryptography;
using System.Text;

namespace Outreach;

/// <summary>A mailbox (or bot) that sends.</summary>
public sealed record SenderAccount
{
    /// <summary>Gets the account's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Gets the organisation that the account belongs to.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets the name that recipients see.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Gets the way by which the account sends. Default: <see cref="Channel.Email"/>.</summary>
    public Channel Channel { get; init; }

    /// <summary>Gets the mail address in From; on another channel, the id by which its provider knows the account.</summary>
    public required string Address { get; init; }

    /// <summary>
    /// Gets the address that bounces go to, or <see langword="null"/> for <see cref="Address"/>. A token is added as a sub-address
    /// (<c>bounces+token@example.com</c>), so the mailbox must accept sub-addresses.
    /// </summary>
    public string? BounceAddress { get; init; }

    /// <summary>
    /// Gets the mailbox that unsubscribe requests by mail go to (RFC 2369 §3.2), or <see langword="null"/> for <see cref="Address"/>.
    /// A token is added as a sub-address, as for bounces.
    /// </summary>
    public string? UnsubscribeAddress { get; init; }

    /// <summary>Gets the name of the provider that this account sends through, as given to <c>AddSmtp(name, …)</c> and the like.</summary>
    public required string ProviderName { get; init; }

    /// <summary>Gets the greatest number of messages a day, in the account's <see cref="TimeZone"/>; <see langword="null"/> for no limit.</summary>
    /// <value>20 to 40 is usual for cold mail.</value>
    public int? DailyCap { get; init; }

    /// <summary>Gets the IANA time zone in which the account's days begin. Default: <c>Etc/UTC</c>.</summary>
    public string TimeZone { get; init; } = "Etc/UTC";

    /// <summary>
    /// Gets the plain text signature, or <see langword="null"/> for that of <see cref="SignatureHtml"/>. It stands where a template has
    /// <c>{{ sender.signature }}</c>, otherwise at the end of each body.
    /// </summary>
    public string? Signature { get; init; }

    /// <summary>
    /// Gets the signature of HTML bodies, or <see langword="null"/> for <see cref="Signature"/>. It is markup of the organisation's own, put in as it is.
    /// </summary>
    public string? SignatureHtml { get; init; }

    /// <summary>Gets whether the account may send. Default: <see langword="true"/>.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Makes an account of the default organisation, whose id is derived from the address: saving it again replaces it.</summary>
    /// <param name="displayName">The name that recipients see.</param>
    /// <param name="address">The mail address in From.</param>
    /// <param name="providerName">The provider that it sends through.</param>
    public static SenderAccount Create(string displayName, string address, string providerName)
    {
        ArgumentNullException.ThrowIfNull(address);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(AddressKey.FromEmail(address)));

        // Version 8 (RFC 9562 §5.8): an id of our own making.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new SenderAccount
        {
            Id = new Guid(hash.AsSpan(0, 16), bigEndian: true),
            OrganisationId = Organisation.DefaultId,
            DisplayName = displayName,
            Address = address,
            ProviderName = providerName,
        };
    }
}
