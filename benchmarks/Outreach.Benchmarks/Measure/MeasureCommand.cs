using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Outreach.Benchmarks;

/// <summary>
/// Runs benchmarks such that the figures hold on a machine that others use as well: many iterations, each shorter than a turn of the scheduler, so that
/// the fastest of them were not interrupted; a long warm-up, since background compilation is slow there; all in this process, which builds nothing.
/// </summary>
internal static class MeasureCommand
{
    private const int Iterations = 200;
    private const int WarmUps = 800;

    /// <returns>0 if everything ran, else 1.</returns>
    public static int Run(ReadOnlySpan<string> filters)
    {
        var job = Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithIterationTime(TimeInterval.FromMilliseconds(5))
            .WithWarmupCount(WarmUps)
            .WithIterationCount(Iterations);
        var config = DefaultConfig.Instance.AddJob(job).AddColumn(StatisticColumn.Min);
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(MeasureCommand).Assembly).Run(["--filter", .. filters], config);
        return summaries.Any() && summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)) ? 0 : 1;
    }
}
