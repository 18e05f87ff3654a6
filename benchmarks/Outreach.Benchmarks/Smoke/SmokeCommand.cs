using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

namespace Outreach.Benchmarks;

/// <summary>Runs every benchmark once, in this process, and a short whole path: it shows that all of them work, not how fast they are.</summary>
internal static class SmokeCommand
{
    private const int Messages = 200;

    /// <returns>0 if everything ran, else 1.</returns>
    public static async Task<int> RunAsync(TextWriter output)
    {
        var passed = true;
        foreach (var type in BenchmarkTypes())
        {
            passed &= Run(type, output);
        }

        foreach (var store in Enum.GetValues<WholePathStore>())
        {
            passed &= await RunWholePathAsync(new WholePathOptions { Count = Messages, Store = store }, output);
        }

        output.WriteLine(passed ? "smoke: passed" : "smoke: FAILED");
        return passed ? 0 : 1;
    }

    private static IEnumerable<Type> BenchmarkTypes() => typeof(SmokeCommand).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.GetMethods().Any(method => method.IsDefined(typeof(BenchmarkAttribute), inherit: true)))
        .OrderBy(type => type.FullName, StringComparer.Ordinal);

    private static bool Run(Type type, TextWriter output)
    {
        var log = new AccumulationLogger();
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.Dry.WithToolchain(InProcessNoEmitToolchain.DontLogOutput))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(log)
            .WithOptions(ConfigOptions.DisableLogFile);
        var summary = BenchmarkRunner.Run(type, config);
        var passed = !summary.HasCriticalValidationErrors && summary.Reports.Length > 0 && summary.Reports.All(report => report.Success);
        output.WriteLine($"{(passed ? "passed" : "FAILED")}  {type.FullName}, {summary.Reports.Length} benchmarks");
        if (!passed)
        {
            output.WriteLine(log.GetLog());
        }

        return passed;
    }

    private static async Task<bool> RunWholePathAsync(WholePathOptions options, TextWriter output)
    {
        try
        {
            await WholePathCommand.RunAsync(options, output);
            return true;
        }
        catch (Exception exception)
        {
            output.WriteLine($"FAILED  whole path, store {options.Store}: {exception}");
            return false;
        }
    }
}
