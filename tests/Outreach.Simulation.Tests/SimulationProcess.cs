using System.Diagnostics;

namespace Outreach.Simulation.Tests;

/// <summary>Runs the simulation in a process of its own.</summary>
internal static class SimulationProcess
{
    public static async Task<(int ExitCode, string Output)> RunAsync(params IEnumerable<string> arguments)
    {
        // tests/Outreach.Simulation.Tests/bin/<configuration>/<framework>/
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var tests = output.Parent!.Parent!.Parent!.Parent!.FullName;
        var name = "Outreach.Simulation" + (OperatingSystem.IsWindows() ? ".exe" : "");
        var path = Path.Combine(tests, "Outreach.Simulation", "bin", output.Parent.Name, output.Name, name);
        using var process = Process.Start(new ProcessStartInfo(path, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, text);
    }
}
