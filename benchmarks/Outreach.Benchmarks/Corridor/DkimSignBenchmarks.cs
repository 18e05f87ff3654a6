using System.Buffers;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Outreach.Mime;

namespace Outreach.Benchmarks;

/// <summary>Signing the reference mail with DKIM and RSA-2048, against the bare RSA operation and the hash of the same bytes.</summary>
[MemoryDiagnoser]
public class DkimSignBenchmarks
{
    private static readonly RSA Key = RSA.Create(2048);
    private static readonly DkimSigner DkimSigner = CreateSigner();

    private readonly byte[] _message = ReferenceMail.Compose();
    private readonly byte[] _hash = new byte[SHA256.HashSizeInBytes];
    private readonly byte[] _signature = new byte[256];
    private readonly ArrayBufferWriter<byte> _output = new(4096);

    [Benchmark(Baseline = true)]
    public int SignHash() => Key.SignHash(_hash, _signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    [Benchmark]
    public void Sha256() => SHA256.HashData(_message, _hash);

    [Benchmark]
    public int Signer()
    {
        _output.ResetWrittenCount();
        DkimSigner.Sign(_message, _output);
        return _output.WrittenCount;
    }

    private static DkimSigner CreateSigner()
    {
        var key = RSA.Create();
        key.ImportParameters(Key.ExportParameters(includePrivateParameters: true));
        return new DkimSigner(key, new DkimSignerOptions { Domain = "mail.example.com", Selector = "s1" });
    }
}
