using System.Buffers;
using BenchmarkDotNet.Attributes;
using Outreach.Templating;

namespace Outreach.Benchmarks.Templating;

/// <summary>Threads that share one set of templates. Goal: as many mails a second per core as one thread makes.</summary>
public class ScalingBenchmarks
{
    private const int Mails = 48_000;
    private readonly ICompiledTemplate[] _templates = RenderBenchmarks.Compile(new TemplateEngine());

    /// <summary>Gets or sets the number of threads.</summary>
    [Params(1, 2, 16)]
    public int Threads { get; set; }

    /// <summary>Renders mails, each thread its share.</summary>
    [Benchmark(OperationsPerInvoke = Mails)]
    public void Render()
    {
        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(Share)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }

    private void Share()
    {
        var data = ReferenceMail.CreateData();
        var output = new ArrayBufferWriter<byte>(64 * 1024);
        for (var i = 0; i < Mails / Threads; i++)
        {
            output.ResetWrittenCount();
            foreach (var template in _templates)
            {
                template.Render(data, output);
            }
        }
    }
}
