using System.Security.Cryptography;
using System.Text;

namespace Outreach.Providers.MailchimpTransactional;

/// <summary>
/// Verifies webhooks: base64 of HMAC-SHA1 over the configured address and, sorted by name, each field's name and decoded value (Mailchimp: "Authenticating
/// webhook requests"). The algorithm is Mailchimp's choice; HMAC does not suffer from SHA-1's collisions.
/// </summary>
internal static class MailchimpTransactionalSignature
{
    public static bool Verify(string key, string url, IReadOnlyList<(string Name, string Value)> fields, string signature)
    {
        Span<byte> given = stackalloc byte[64];
        if (signature.Length > 64 || !Convert.TryFromBase64String(signature, given, out var length))
        {
            return false;
        }

        var signed = new StringBuilder(url);
        foreach (var (name, value) in fields)
        {
            signed.Append(name).Append(value);
        }

#pragma warning disable CA5350 // see above
        var expected = HMACSHA1.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(signed.ToString()));
#pragma warning restore CA5350
        return CryptographicOperations.FixedTimeEquals(expected, given[..length]);
    }
}
