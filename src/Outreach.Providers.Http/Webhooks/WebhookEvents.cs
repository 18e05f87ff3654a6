using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Outreach.Providers.Http;

/// <summary>What the events of all providers have in common.</summary>
public static class WebhookEvents
{
    private const int MostDetail = 1_000;

    /// <summary>Makes the key of an event from what stays the same when the provider reports it again.</summary>
    /// <param name="provider">The provider, which sets apart keys of several.</param>
    /// <param name="parts">What the event is; their order counts.</param>
    public static string Key(string provider, params ReadOnlySpan<string?> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part ?? "");
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return $"{provider}:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    /// <summary>Finds who runs the mailbox of an address.</summary>
    /// <param name="resolver">The host's knowledge, or <see langword="null"/>.</param>
    /// <param name="address">The address.</param>
    public static string? MailboxProvider(IMailboxProviderResolver? resolver, string? address) =>
        address is not null && address.LastIndexOf('@') is >= 0 and var at && at + 1 < address.Length ? resolver?.Find(address[(at + 1)..]) : null;

    /// <summary>Cuts a detail to what is kept.</summary>
    public static string? Detail(string? text) => string.IsNullOrEmpty(text) ? null : text.Length <= MostDetail ? text : text[..MostDetail];

    /// <summary>Reads a time in seconds since 1970.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none.</exception>
    public static DateTimeOffset FromUnixSeconds(double seconds) =>
        seconds is > 0 and < 253_402_300_799
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "This is no time.");
}
