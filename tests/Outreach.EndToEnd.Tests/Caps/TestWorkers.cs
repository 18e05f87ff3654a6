using System.Diagnostics;
using Outreach.TestServers;
using Outreach.TestWorker;

namespace Outreach.EndToEnd.Tests.Caps;

/// <summary>Worker processes on one database, which are killed and replaced.</summary>
internal sealed class TestWorkers : IAsyncDisposable
{
    private readonly WorkerSettings _settings;
    private readonly Process[] _processes;
    private readonly TaskCompletionSource[] _started;

    private TestWorkers(WorkerSettings settings, int count)
    {
        _settings = settings;
        _processes = new Process[count];
        _started = new TaskCompletionSource[count];
    }

    public int Kills { get; private set; }

    public static TestWorkers Start(WorkerSettings settings, int count)
    {
        var workers = new TestWorkers(settings, count);
        for (var i = 0; i < count; i++)
        {
            workers.StartOne(i);
        }

        return workers;
    }

    /// <summary>Ends one by SIGKILL and starts another in its place.</summary>
    public void KillOne(Random random)
    {
        var index = random.Next(_processes.Length);
        Assert.False(_processes[index].HasExited, "A worker ended by itself.");
        _processes[index].Kill();
        _processes[index].WaitForExit();
        _processes[index].Dispose();
        StartOne(index);
        Kills++;
    }

    /// <summary>Lets them finish what they have in hand (SIGTERM), which they can only once they have started.</summary>
    public async Task StopAsync()
    {
        await Task.WhenAll(_started.Select(started => started.Task)).WaitAsync(Patience.Limit);
        foreach (var process in _processes)
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
        }

        foreach (var process in _processes)
        {
            await process.WaitForExitAsync();
            Assert.Equal(0, process.ExitCode);
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit();
            }

            process.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private void StartOne(int index)
    {
        // tests/Outreach.EndToEnd.Tests/bin/<configuration>/<framework>/
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var tests = output.Parent!.Parent!.Parent!.Parent!.FullName;
        var path = Path.Combine(tests, "Outreach.TestWorker", "bin", output.Parent.Name, output.Name, "Outreach.TestWorker");
        var start = new ProcessStartInfo(path) { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        start.Environment[WorkerSettings.Variable] = _settings.ToString();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = Process.Start(start)!;

        // Warnings of workers whose neighbours are killed are of no interest, but must not fill the pipe.
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data == WorkerHost.Started)
            {
                started.TrySetResult();
            }
        };
        process.BeginOutputReadLine();
        (_processes[index], _started[index]) = (process, started);
    }
}
