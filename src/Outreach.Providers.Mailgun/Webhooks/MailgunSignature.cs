using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Outreach.Providers.Mailgun;

/// <summary>Verifies webhooks: lower-case hexadecimal HMAC-SHA256 of timestamp and token (docs: "Securing Webhooks"). The body is not covered.</summary>
internal static class MailgunSignature
{
    public static bool Verify(string key, string timestamp, string token, string signature)
    {
        if (timestamp.Length is 0 or > 20 || token.Length is 0 or > 200 || signature.Length != 64 || !timestamp.All(char.IsAsciiDigit))
        {
            return false;
        }

        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(timestamp + token));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(expected)), Encoding.UTF8.GetBytes(signature));
    }

    public static DateTimeOffset? StampOf(string timestamp) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
