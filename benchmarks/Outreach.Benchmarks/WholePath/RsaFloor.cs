using System.Diagnostics;
using System.Security.Cryptography;

namespace Outreach.Benchmarks;

/// <summary>The floor of signing: nothing but RSA-2048 operations, on as many threads as there are processors.</summary>
internal static class RsaFloor
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2);

    /// <returns>Operations a second.</returns>
    public static double Measure(RSA key)
    {
        var counts = new long[Environment.ProcessorCount];
        var start = Stopwatch.GetTimestamp();
        var threads = counts.Select((_, i) => new Thread(() => counts[i] = Run(key, start)) { IsBackground = true }).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static long Run(RSA key, long start)
    {
        var count = 0L;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> signature = stackalloc byte[key.KeySize / 8];
        hash.Clear();
        for (; Stopwatch.GetElapsedTime(start) < Length; count++)
        {
            key.SignHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        return count;
    }
}
