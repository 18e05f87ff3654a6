using System.Text;
using System.Text.Json;

namespace Outreach.Providers.Smtp;

/// <summary>
/// What a relay says in the challenge with which it refuses an access token: base64 of JSON such as <c>{"status":"401","scope":"…"}</c>
/// (developers.google.com/gmail/imap/xoauth2-protocol, "Error Response").
/// </summary>
internal sealed record XOAuth2Challenge
{
    private const int MaxScope = 200;

    /// <summary>Gets the status, in the manner of HTTP's, or 0 if there is none.</summary>
    public int Status { get; private init; }

    /// <summary>Gets the scope that the token should have, or an empty text.</summary>
    public string Scope { get; private init; } = "";

    /// <summary>Gets whether the relay had too much to do with this account, whatever the token.</summary>
    public bool IsThrottled => Status == 429;

    /// <summary>Gets whether the relay could not check the token.</summary>
    public bool IsServerFault => Status is >= 500 and <= 599;

    /// <summary>Reads a challenge; whatever is not one says nothing.</summary>
    public static XOAuth2Challenge Read(string text)
    {
        var octets = new byte[SmtpReply.MaxText];
        if (!Convert.TryFromBase64String(text.Trim(), octets, out var length))
        {
            return new XOAuth2Challenge();
        }

        try
        {
            using var document = JsonDocument.Parse(octets.AsMemory(0, length));
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : new XOAuth2Challenge();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or strings that are no Unicode.
            return new XOAuth2Challenge();
        }
    }

    /// <summary>Describes the challenge for people, or gives an empty text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Status != 0)
        {
            text.Append(" (status ").Append(Status);
            text.Append(Scope.Length > 0 ? ", wanted scope " : "").Append(Scope).Append(')');
        }

        return text.ToString();
    }

    private static XOAuth2Challenge Read(JsonElement root)
    {
        // Google writes the status as text, others as a number.
        var status = root.TryGetProperty("status", out var given) ? given.ToString() : "";
        var scope = root.TryGetProperty("scope", out var wanted) && wanted.ValueKind == JsonValueKind.String ? wanted.GetString()! : "";
        return new XOAuth2Challenge
        {
            Status = status.Length == 3 && status.All(char.IsAsciiDigit) ? int.Parse(status, System.Globalization.CultureInfo.InvariantCulture) : 0,
            Scope = scope.Length > MaxScope || scope.Any(char.IsControl) ? "" : scope,
        };
    }
}
