using System.Buffers;
using System.Globalization;

namespace Outreach;

/// <summary>
/// The form in which addresses are compared, for finding contacts and for suppression: lower case, domain in its ASCII form
/// (IDNA A-labels), no trailing dot. The part before the @ is compared without regard to case, although RFC 5321 §2.4 lets a
/// server tell cases apart: no mailbox provider in use does, and mailing somebody who unsubscribed in other letters is the worse error.
/// </summary>
public static class AddressKey
{
    /// <summary>What stands in a key as it does in an address.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(0x21, 0x5E).Select(code => (char)code).Where(c => !char.IsAsciiLetterUpper(c))]);

    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = false };

    /// <summary>Gets the key of a mail address.</summary>
    /// <param name="address">An address with a local part and a domain; it need not be valid.</param>
    /// <returns>The key; the same string if it is one already. An address without @ gives its trimmed lower-case form.</returns>
    public static string FromEmail(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.AsSpan().ContainsAnyExcept(Plain) && !address.EndsWith('.'))
        {
            return address;
        }

        var trimmed = address.Trim();
        var at = trimmed.LastIndexOf('@');
        return at < 0
            ? trimmed.ToLowerInvariant()
            : string.Concat(trimmed.AsSpan(0, at).ToString().Normalize().ToLowerInvariant(), DomainOf(trimmed, at));
    }

    /// <summary>Gets the key that stands for all addresses of one domain: <c>@</c> and the domain.</summary>
    /// <param name="domain">A domain, with or without a leading @.</param>
    /// <returns>The key, for example <c>@example.com</c>.</returns>
    public static string FromDomain(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var trimmed = domain.Trim();
        return trimmed.StartsWith('@') ? DomainOf(trimmed, 0) : DomainOf("@" + trimmed, 0);
    }

    /// <summary>Gets the key of a Telegram user id or user name: lower case, without a leading @, so that it can't be taken for a domain.</summary>
    /// <param name="telegramId">A user id or user name.</param>
    /// <returns>The key.</returns>
    public static string FromTelegram(string telegramId)
    {
        ArgumentNullException.ThrowIfNull(telegramId);
        return telegramId.Trim().TrimStart('@').ToLowerInvariant();
    }

    /// <summary>Gets the key of an address on a channel.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="address">The address.</param>
    /// <returns>The key.</returns>
    public static string Of(Channel channel, string address) => channel == Channel.Telegram ? FromTelegram(address) : FromEmail(address);

    /// <summary>Gets the domain key within an address key.</summary>
    /// <param name="addressKey">A key made by <see cref="FromEmail"/>.</param>
    /// <returns><c>@</c> and the domain, or an empty string if the key has none.</returns>
    public static string DomainKeyOf(string addressKey)
    {
        ArgumentNullException.ThrowIfNull(addressKey);
        var at = addressKey.LastIndexOf('@');
        return at < 0 ? string.Empty : addressKey[at..];
    }

    private static string DomainOf(string address, int at)
    {
        var domain = address.AsSpan(at + 1).TrimEnd('.').ToString();
        if (!System.Text.Ascii.IsValid(domain))
        {
            try
            {
                domain = Idn.GetAscii(domain);
            }
            catch (ArgumentException)
            {
                // Not a valid international name: it is compared as it stands.
                domain = domain.Normalize();
            }
        }

        return "@" + domain.ToLowerInvariant();
    }
}
