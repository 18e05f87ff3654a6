using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Outreach.Templating;

namespace Outreach.Benchmarks.Templating;

/// <summary>Six links rewritten with HMAC tokens. Goal: the difference to the same mail without a tracker is at most 15 µs.</summary>
[MemoryDiagnoser]
public class LinkBenchmarks
{
    private static readonly string Html = string.Concat(Enumerable.Range(0, 5).Select(i => $"<p>Look at <a href=\"https://shop.example.com/p/{i}?a=1&amp;b=2\">this</a></p>"))
        + "<p><a href=\"https://shop.example.com/for/{{ company.name }}\">yours</a></p>";

    private readonly ICompiledTemplate _template = new TemplateEngine().Compile(new() { Text = Html, Schema = ReferenceMail.Schema, Mode = TemplateMode.Html }).Template!;
    private readonly TemplateData _data = ReferenceMail.CreateData();
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);
    private readonly HmacTracker _tracker = new();

    /// <summary>Links as they are.</summary>
    /// <returns>The number of bytes.</returns>
    [Benchmark(Baseline = true)]
    public int Untracked() => Render(null);

    /// <summary>Links with tokens.</summary>
    /// <returns>The number of bytes.</returns>
    [Benchmark]
    public int Tracked() => Render(_tracker);

    private int Render(ILinkTracker? tracker)
    {
        _output.ResetWrittenCount();
        return _template.Render(_data, _output, new() { Links = tracker }).Bytes;
    }

    private sealed class HmacTracker : ILinkTracker
    {
        private readonly byte[] _key = new byte[32];

        public bool TryWrite(int link, ReadOnlySpan<byte> url, IBufferWriter<byte> output)
        {
            Span<byte> token = stackalloc byte[64];
            token.Clear();
            token[16] = (byte)link;
            HMACSHA256.HashData(_key, url, token[32..]);
            output.Write("https://mail.example.com/c/"u8);
            var target = output.GetSpan(Base64Url.GetEncodedLength(48));
            Base64Url.EncodeToUtf8(token[..48], target, out _, out var written);
            output.Advance(written);
            return true;
        }
    }
}
