using System.Diagnostics;
using Outreach.EndToEnd.Tests.ConsoleSample;
using Outreach.EndToEnd.Tests.Deliveries;

[assembly: AssemblyFixture(typeof(WholeRun))]

namespace Outreach.EndToEnd.Tests.ConsoleSample;

/// <summary>One whole run of the sample, which several tests look at.</summary>
public sealed class WholeRun : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal SampleResult Result { get; private set; } = null!;

    internal TimeSpan Elapsed { get; private set; }

    internal string Data => _folder.Path;

    internal string Mail => _folder.File("mail");

    public async ValueTask InitializeAsync()
    {
        var watch = Stopwatch.StartNew();
        Result = await SampleProcess.RunAsync("--data", _folder.Path);
        Elapsed = watch.Elapsed;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
