using System.Buffers;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Outreach.Mime;

namespace Outreach.Benchmarks.Mime;

/// <summary>Composing and signing the reference mail, against the one RSA operation that can't be saved.</summary>
[MemoryDiagnoser]
public class DkimBenchmarks
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly byte[] _hash = new byte[32];
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
    public bool BareSignHash() => _key.TrySignHash(_hash, _signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, out _);

    [Benchmark]
    public void ComposeAndSign()
    {
        _message.ResetWrittenCount();
        _field.ResetWrittenCount();
        MixedMail.WriteNewsletter(_prepared, _message);
        _signer!.Sign(_message.WrittenSpan, _field);
    }

    [Benchmark]
    public void SignWithBodyHash()
    {
        _field.ResetWrittenCount();
        _signer!.SignHeaders(_message.WrittenSpan, _bodyHash, _field);
    }

    [Benchmark]
    public async Task<DkimStatus> Verify() => (await _verifier!.VerifyAsync(_signed)).Status;

    private sealed class OneKey(string record) : IDkimKeyLookup
    {
        public ValueTask<DkimKeyRecords> FindAsync(string name, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(DkimKeyRecords.Found(record));
    }
}
