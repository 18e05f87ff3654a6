using System.Buffers;
using BenchmarkDotNet.Attributes;
using Outreach.Mime;

namespace Outreach.Benchmarks.Mime;

/// <summary>Composing the reference mail, against a hand-written floor and a copy of the same bytes.</summary>
[MemoryDiagnoser]
public class ComposeBenchmarks
{
    private readonly HandWrittenComposer _floor = new();
    private readonly PreparedMessage _prepared = ReferenceMail.Prepare();
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);
    private readonly byte[] _copy = new byte[64 * 1024];
    private byte[] _message = [];

    [GlobalSetup]
    public void Setup()
    {
        Prepared();
        _message = _output.WrittenSpan.ToArray();
        Console.WriteLine($"// on the wire: prepared {_message.Length} B, floor {Floor()} B, one-shot {OneShot().Length} B");
    }

    [Benchmark(Baseline = true)]
    public int Floor() => _floor.Write(
        ReferenceMail.To.DisplayName, ReferenceMail.To.Address.ToString(), ReferenceMail.Id.Value, ReferenceMail.Url, ReferenceMail.Date,
        ReferenceMail.SubjectBytes, ReferenceMail.TextBytes, ReferenceMail.HtmlBytes);

    [Benchmark]
    public void Memcpy() => _message.AsSpan().CopyTo(_copy);

    [Benchmark]
    public MessageSummary Prepared()
    {
        _output.ResetWrittenCount();
        return _prepared.Write(_output, new MessageValues
        {
            To = ReferenceMail.To,
            MessageId = ReferenceMail.Id,
            Date = ReferenceMail.Date,
            Subject = ReferenceMail.SubjectBytes,
            Text = ReferenceMail.TextBytes,
            Html = ReferenceMail.HtmlBytes,
            ListUnsubscribe = ReferenceMail.Unsubscribe,
        });
    }

    [Benchmark]
    public MessageSummary OneShot()
    {
        _output.ResetWrittenCount();
        return MessageComposer.Write(
            new EmailMessage
            {
                From = ReferenceMail.From,
                To = [ReferenceMail.To],
                ReplyTo = [ReferenceMail.From],
                MessageId = ReferenceMail.Id,
                Date = ReferenceMail.Date,
                Subject = ReferenceMail.Subject,
                Text = ReferenceMail.Text,
                Html = ReferenceMail.Html,
                ListUnsubscribe = ReferenceMail.Unsubscribe,
                FeedbackId = "c42:acme:outreach:example",
            },
            _output);
    }
}
