using System.Buffers;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Outreach.Mime;

namespace Outreach.Benchmarks.Mime;

/// <summary>One key for all cores: each core signs at the same time, with nothing but RSA-2048, and composed mail. Times are for one signature.</summary>
public class DkimScalingBenchmarks
{
    private const int PerCore = 4;
    private const int Signatures = 64;

    private readonly RSA _key = RSA.Create(2048);
    private readonly DkimBenchmarks _mail = new();

    [GlobalSetup]
    public void Setup() => _mail.Setup();

    [Benchmark(Baseline = true, OperationsPerInvoke = Signatures)]
    public void SignHashOnAllCores() => Parallel.For(0, Signatures / PerCore, _ =>
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> signature = stackalloc byte[256];
        for (var count = 0; count < PerCore; count++)
        {
            _key.SignHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    });

    [Benchmark(OperationsPerInvoke = Signatures)]
    public void ComposeAndSignOnAllCores() => Parallel.For(
        0,
        Signatures / PerCore,
        static () => (Message: new ArrayBufferWriter<byte>(64 * 1024), Field: new ArrayBufferWriter<byte>(4096)),
        (_, _, buffers) =>
        {
            for (var count = 0; count < PerCore; count++)
            {
                _mail.ComposeAndSign(buffers.Message, buffers.Field);
            }

            return buffers;
        },
        static _ => { });
}
