using BenchmarkDotNet.Attributes;
using Outreach.Mime;

namespace Outreach.Benchmarks.Mime;

/// <summary>Parsing mixed mail and a bounce. Throughput is the bytes that the setup prints, divided by the mean.</summary>
[MemoryDiagnoser]
public class ParseBenchmarks
{
    [GlobalSetup]
    public void Setup() => Console.WriteLine(
        $"// mixed mail: {MixedMail.All.Count} messages, {MixedMail.TotalBytes} B; bounce: {MixedMail.Bounce.Length} B");

    /// <summary>The structure of all messages, headers found but not decoded: what a parser's throughput means.</summary>
    [Benchmark(Baseline = true)]
    public int MixedMailStructure() => MixedMail.All.Sum(message => MimeParser.Parse(message).Parts.Count);

    /// <summary>The same, and what the inbox reads: addresses, subject, ids, texts.</summary>
    [Benchmark]
    public int MixedMailRead() => MixedMail.All.Sum(message => Read(MimeParser.Parse(message)));

    /// <summary>The same, and each attachment decoded.</summary>
    [Benchmark]
    public int MixedMailWithContents() => MixedMail.All.Sum(message =>
    {
        var parsed = MimeParser.Parse(message);
        return Read(parsed) + parsed.Attachments.Sum(part => part.ReadContent().Length);
    });

    /// <summary>A bounce with everything that says whose it is and why.</summary>
    [Benchmark]
    public int BounceRead()
    {
        var parsed = MimeParser.Parse(MixedMail.Bounce);
        var recipient = parsed.DeliveryStatus!.Recipients[0];
        return Read(parsed) + recipient["Status"]!.Length + recipient.Find("Final-Recipient")!.Value.ReadTyped().Value.Length
            + recipient["Diagnostic-Code"]!.Length + parsed.EnclosedMessage!.MessageId!.Length;
    }

    private static int Read(ParsedMessage parsed) =>
        parsed.From.Mailboxes.Count + parsed.To.Mailboxes.Count + parsed.Subject!.Length + parsed.MessageId!.Length + parsed.References.Count
        + parsed.InReplyTo.Count + (parsed.Date is null ? 0 : 1) + (parsed.TextBody?.Length ?? 0);
}
