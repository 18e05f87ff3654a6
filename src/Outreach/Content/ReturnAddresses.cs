using System.Buffers;
using Outreach.Mime;

namespace Outreach;

/// <summary>
/// The addresses by which something comes back: they name the attempt by a token in a sub-address, <c>bounces+token@example.com</c>
/// (VERP), so that a bounce proves to be about our message and an unsubscribe request finds whom it is about.
/// </summary>
internal static class ReturnAddresses
{
    /// <summary>The greatest length of a local part (RFC 5321 §4.5.3.1.1).</summary>
    private const int MostLocalOctets = 64;

    /// <summary>What stands for itself in a URI (RFC 3986 §2.3), and the plus sign.</summary>
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+");

    /// <summary>Gets whether a mailbox's local part leaves room for a token.</summary>
    public static bool HasRoomForToken(string address) => address.LastIndexOf('@') + 1 + ITokenProtector.TokenLength <= MostLocalOctets;

    /// <summary>Gets the envelope sender. A mailbox whose name is too long for a token gets its bounces without one; they stay unverified.</summary>
    public static string Bounce(SenderAccount sender, ITokenProtector tokens, AttemptId attempt)
    {
        var address = sender.BounceAddress ?? sender.Address;
        return HasRoomForToken(address) ? WithToken(address, tokens, attempt, TokenPurpose.Bounce) : address;
    }

    /// <summary>
    /// Gets the ways to unsubscribe: by one click where the host serves that, and always by mail. The token is in the sub-address, or in the
    /// subject where the mailbox's name is too long for it.
    /// </summary>
    public static ListUnsubscribe Unsubscribe(SenderAccount sender, ITokenProtector tokens, AttemptId attempt, Uri? publicBaseUri)
    {
        // One token serves both ways: it costs more than all the rest of the addresses.
        Span<char> token = stackalloc char[ITokenProtector.TokenLength];
        tokens.Protect(attempt, TokenPurpose.Unsubscribe, token);
        var address = sender.UnsubscribeAddress ?? sender.Address;
        var at = address.LastIndexOf('@');
        var local = Escape(address.AsSpan(0, at));
        var domain = Escape(address.AsSpan(at + 1));
        var mailto = HasRoomForToken(address)
            ? $"mailto:{local}+{token}@{domain}?subject=unsubscribe"
            : $"mailto:{local}@{domain}?subject=unsubscribe%20{token}";
        var https = publicBaseUri is null ? null : PageOf(publicBaseUri, token);
        return new ListUnsubscribe(https, mailto);
    }

    /// <summary>Gets the page on which the recipient of a chat message can unsubscribe.</summary>
    public static string UnsubscribePage(ITokenProtector tokens, AttemptId attempt, Uri publicBaseUri)
    {
        Span<char> token = stackalloc char[ITokenProtector.TokenLength];
        tokens.Protect(attempt, TokenPurpose.Unsubscribe, token);
        return PageOf(publicBaseUri, token);
    }

    private static string PageOf(Uri publicBaseUri, ReadOnlySpan<char> token) => $"{publicBaseUri.AbsoluteUri.AsSpan().TrimEnd('/')}/u/{token}";

    private static string WithToken(string address, ITokenProtector tokens, AttemptId attempt, TokenPurpose purpose)
    {
        var at = address.LastIndexOf('@');
        return string.Create(address.Length + 1 + ITokenProtector.TokenLength, (address, at, tokens, attempt, purpose), static (span, state) =>
        {
            state.address.AsSpan(0, state.at).CopyTo(span);
            span[state.at] = '+';
            state.tokens.Protect(state.attempt, state.purpose, span.Slice(state.at + 1, ITokenProtector.TokenLength));
            state.address.AsSpan(state.at).CopyTo(span[(state.at + 1 + ITokenProtector.TokenLength)..]);
        });
    }

    /// <summary>Escapes what RFC 6068 §2 does not allow in the address of a mailto URI; a plus sign may stand as it is.</summary>
    private static ReadOnlySpan<char> Escape(ReadOnlySpan<char> part) =>
        part.ContainsAnyExcept(Plain) ? Uri.EscapeDataString(part).Replace("%2B", "+", StringComparison.Ordinal) : part;
}
