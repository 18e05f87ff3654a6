using System.Buffers;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Outreach.Mime;

namespace Outreach.Benchmarks.Mime;

/// <summary>Composing and signing the reference mail, against the one RSA-2048 operation that can't be saved.</summary>
[MemoryDiagnoser]
public class DkimBenchmarks
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly byte[] _hash = new byte[SHA256.HashSizeInBytes];
    private readonly byte[] _signature = new byte[256];
    private readonly ArrayBufferWriter<byte> _message = new(64 * 1024);
    private readonly ArrayBufferWriter<byte> _field = new(4096);
    private readonly PreparedMessage _prepared = ReferenceMail.Prepare();
    private DkimSigner? _signer;
    private DkimVerifier? _verifier;
    private byte[] _signed = [];
    private DkimBodyHash _bodyHash;

    [GlobalSetup]
    public void Setup()
    {
        _signer = DkimSigner.FromPem(_key.ExportPkcs8PrivateKeyPem(), new DkimSignerOptions { Domain = "example.com", Selector = "s1" });
        _verifier = new DkimVerifier(new OneKey("p=" + Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo())));
        ComposeAndSign();
        _signed = [.. _field.WrittenSpan, .. _message.WrittenSpan];
        _bodyHash = DkimBodyHash.Compute(_message.WrittenSpan[(_message.WrittenSpan.IndexOf("\r\n\r\n"u8) + 4)..]);
    }

    [Benchmark(Baseline = true)]
    public int SignHash() => _key.SignHash(_hash, _signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <summary>The hash of the same bytes, the other thing that can't be saved.</summary>
    [Benchmark]
    public int Sha256() => SHA256.HashData(_message.WrittenSpan, _hash);

    [Benchmark]
    public void Sign() => Sign(_message.WrittenSpan, _field);

    [Benchmark]
    public void ComposeAndSign() => ComposeAndSign(_message, _field);

    [Benchmark]
    public void SignWithBodyHash()
    {
        _field.ResetWrittenCount();
        _signer!.SignHeaders(_message.WrittenSpan, _bodyHash, _field);
    }

    [Benchmark]
    public async Task<DkimStatus> Verify() => (await _verifier!.VerifyAsync(_signed)).Status;

    internal void ComposeAndSign(ArrayBufferWriter<byte> message, ArrayBufferWriter<byte> field)
    {
        message.ResetWrittenCount();
        MixedMail.WriteNewsletter(_prepared, message);
        Sign(message.WrittenSpan, field);
    }

    private void Sign(ReadOnlySpan<byte> message, ArrayBufferWriter<byte> field)
    {
        field.ResetWrittenCount();
        _signer!.Sign(message, field);
    }

    private sealed class OneKey(string record) : IDkimKeyLookup
    {
        public ValueTask<DkimKeyRecords> FindAsync(string name, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(DkimKeyRecords.Found(record));
    }
}
