using System.Diagnostics;

namespace Outreach.Storage.EfCore.Sqlite.Tests.Processes;

/// <summary>Another process on the same database: this test program, told by its environment to play <see cref="WorkerProcessRole"/>.</summary>
internal sealed class WorkerProcess : IDisposable
{
    public const string RoleVariable = "OUTREACH_TEST_ROLE";
    public const string DatabaseVariable = "OUTREACH_TEST_DATABASE";
    public const string OutputVariable = "OUTREACH_TEST_OUTPUT";

    private readonly Process _process;
    private readonly string _output;

    private WorkerProcess(Process process, string output)
    {
        _process = process;
        _output = output;
    }

    public static WorkerProcess Start(string role, string database)
    {
        var output = Path.Combine(Path.GetDirectoryName(database)!, Path.GetRandomFileName());
        var start = new ProcessStartInfo(Environment.ProcessPath!) 
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(WorkerProcess).Assembly.Location);
        }

        foreach (var argument in (string[])["--explicit", "only", "--filter-class", typeof(WorkerProcessRole).FullName!])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[RoleVariable] = role;
        start.Environment[DatabaseVariable] = database;
        start.Environment[OutputVariable] = output;
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new WorkerProcess(process, output);
    }

    /// <summary>Waits until the process has written its answer.</summary>
    public async Task<string[]> AnswerAsync()
    {
        while (!File.Exists(_output))
        {
            Assert.False(_process.HasExited && !File.Exists(_output), "The worker process ended without an answer.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return await File.ReadAllLinesAsync(_output, TestContext.Current.CancellationToken);
    }

    /// <summary>Ends the process by SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
