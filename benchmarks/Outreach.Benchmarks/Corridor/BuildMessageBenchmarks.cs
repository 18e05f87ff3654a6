using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Outreach.Benchmarks.Mime;

namespace Outreach.Benchmarks;

/// <summary>
/// The engine's own step from a decision to a message that is ready for the wire: ids, tokens, merge fields, rendering, composing, hashing. The floor
/// renders, composes and hashes by hand, with ids and tokens that it has already.
/// </summary>
[MemoryDiagnoser]
public class BuildMessageBenchmarks
{
    private static readonly string Address = ReferenceMail.To.Address.ToString();

    private readonly MessageBuilder _builder = new();
    private readonly CampaignRuntime _runtime = ReferenceCampaign.CreateRuntime();
    private MessageOrder _order;
    private readonly HandWrittenRenderer _subject = new();
    private readonly HandWrittenRenderer _text = new();
    private readonly HandWrittenRenderer _html = new();
    private readonly HandWrittenComposer _composer = new();
    private readonly byte[] _hash = new byte[SHA256.HashSizeInBytes];
    private readonly byte[] _copy = new byte[64 * 1024];
    private byte[] _message = [];

    [GlobalSetup]
    public void Setup()
    {
        _order = new MessageOrder
        {
            Runtime = _runtime,
            Leased = ReferenceCampaign.CreateLeased(0, ReferenceMail.Date),
            StepIndex = 0,
            VariantIndex = 0,
            Sender = _runtime.FindProfile(ReferenceCampaign.Sender.Id)!,
            ProviderName = ReferenceCampaign.Sender.ProviderName,
            Tokens = ReferenceCampaign.CreateTokens(),
            PublicBaseUri = ReferenceCampaign.PublicBaseUri,
            Now = ReferenceMail.Date,
        };
        Engine();
        _message = ((OutgoingEmail)_builder.Message).Content.ToArray();
        if (!_builder.Text.StartsWith(ReferenceMail.TextBytes.AsSpan(0, ReferenceMail.TextBytes.AsSpan().IndexOf("https://"u8))))
        {
            throw new InvalidOperationException("The engine's text is not that of the reference mail.");
        }

        Console.WriteLine($"// on the wire: engine {_message.Length} B, floor {Floor()} B");
    }

    [Benchmark(Baseline = true)]
    public int Floor()
    {
        _subject.RenderSubject("Robert", "Miller & Sons");
        _text.RenderText("Robert", "Miller & Sons", "Zürich", "Ann Lee", ReferenceMail.Url, ReferenceProduct.All);
        _html.RenderHtml("Robert", "Miller & Sons", "Zürich", "Ann Lee", ReferenceMail.Url, ReferenceProduct.All);
        var length = _composer.Write(
            "Robert Miller", Address, ReferenceMail.Id.Value, ReferenceMail.Url, ReferenceMail.Date, _subject.Written, _text.Written, _html.Written);
        SHA256.HashData(_composer.Written, _hash);
        return length;
    }

    [Benchmark]
    public void Memcpy() => _message.AsSpan().CopyTo(_copy);

    [Benchmark]
    public void Sha256() => SHA256.HashData(_message, _hash);

    [Benchmark]
    public object? Engine()
    {
        var failure = _builder.Build(_order);
        return failure is null ? _builder.Message : throw new InvalidOperationException(failure.Value.ToString());
    }
}
