using System.Security.Cryptography;

namespace Outreach.Providers.Http;

/// <summary>
/// Remembers the one-time tokens of requests whose signature does not cover their body. The provider may send a request again, but nobody can use its
/// token for another body. Bounded, and safe for concurrent use.
/// </summary>
/// <param name="window">How far a timestamp may be from now, either way.</param>
/// <param name="time">The clock.</param>
/// <param name="capacity">How many tokens are remembered; beyond that the oldest are forgotten.</param>
public sealed class WebhookTokens(TimeSpan window, TimeProvider time, int capacity = 200_000)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, byte[]> _known = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, DateTimeOffset> _expiry = new();

    /// <summary>Takes a token that was verified.</summary>
    /// <param name="token">The token.</param>
    /// <param name="stamp">The timestamp that was signed with it.</param>
    /// <param name="body">The body that came with it.</param>
    /// <returns>Whether it is inside the window, and came with no other body before.</returns>
    public bool TryTake(string token, DateTimeOffset stamp, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(token);
        var now = time.GetUtcNow();
        if ((now - stamp).Duration() > window)
        {
            return false;
        }

        var hash = SHA256.HashData(body);
        lock (_lock)
        {
            while (_expiry.TryPeek(out var oldest, out var end) && (end < now || _known.Count >= capacity))
            {
                _expiry.Dequeue();
                _known.Remove(oldest);
            }

            if (_known.TryGetValue(token, out var before))
            {
                return hash.AsSpan().SequenceEqual(before);
            }

            _known.Add(token, hash);
            _expiry.Enqueue(token, stamp + window);
            return true;
        }
    }
}
