using BenchmarkDotNet.Attributes;
using Outreach.Mime;

namespace Outreach.Benchmarks.Mime;

/// <summary>Reading addresses: what nearly all are, and what the parser itself does.</summary>
[MemoryDiagnoser]
public class AddressBenchmarks
{
    [Benchmark(Baseline = true)]
    public bool Canonical() => EmailAddress.TryParse("robert.miller@customer.example.org", out _);

    [Benchmark]
    public bool MixedCase() => EmailAddress.TryParse("Robert.Miller@Customer.Example.org", out _);

    [Benchmark]
    public bool International() => EmailAddress.TryParse("robert@b\u00FCcher.example", out _);

    [Benchmark]
    public bool NameAndAddress() => Mailbox.TryParse("Robert Miller <robert.miller@customer.example.org>", out _);
}
