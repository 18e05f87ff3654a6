using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Outreach.Tracking;

namespace Outreach.Benchmarks.Sequencing;

/// <summary>Making and checking a token; the baseline is the bare HMAC over as many octets.</summary>
[MemoryDiagnoser]
public class TokenBenchmarks
{
    private readonly byte[] _key = new byte[TokenKeyRing.MinimumKeySize];
    private readonly byte[] _input = new byte[20];
    private readonly byte[] _hash = new byte[HMACSHA256.HashSizeInBytes];
    private readonly TokenProtector _protector = new(TokenKeyRing.Generate());
    private readonly char[] _token = new char[ITokenProtector.TokenLength];
    private readonly AttemptId _attempt = new(new Guid("0192f0c1-2345-7abc-8def-0123456789ab"), 1);

    [GlobalSetup]
    public void Prepare() => _protector.Protect(_attempt, TokenPurpose.Bounce, _token);

    [Benchmark(Baseline = true)]
    public int BareHmac() => HMACSHA256.HashData(_key, _input, _hash);

    [Benchmark]
    public void Protect() => _protector.Protect(_attempt, TokenPurpose.Bounce, _token);

    [Benchmark]
    public bool Unprotect() => _protector.TryUnprotect(_token, TokenPurpose.Bounce, out _);
}
