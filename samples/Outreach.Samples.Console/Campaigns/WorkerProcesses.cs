using System.Diagnostics;
using System.Globalization;

namespace Outreach.Samples;

/// <summary>Processes of this program that send too. One that ends is replaced; all end when this process does, whatever the reason.</summary>
internal sealed class WorkerProcesses : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ProcessStartInfo _start;
    private readonly Process[] _processes;

    private WorkerProcesses(int count, ProcessStartInfo start)
    {
        _start = start;
        _processes = new Process[count];
        for (var i = 0; i < count; i++)
        {
            _processes[i] = StartOne();
        }
    }

    public int Count => _processes.Length;

    public static WorkerProcesses Start(int count, SampleFolder folder, int port)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        }

        foreach (var argument in (string[])["worker", "--data", folder.Path, "--receiver", port.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[SampleCommand.PostgresVariable] = folder.PostgreSql;
        return new WorkerProcesses(count, start);
    }

    /// <summary>Starts another for each that has ended.</summary>
    public void Replace()
    {
        for (var i = 0; i < _processes.Length; i++)
        {
            if (_processes[i].HasExited)
            {
                _processes[i].Dispose();
                _processes[i] = StartOne();
            }
        }
    }

    /// <summary>Lets the workers finish what they have in hand.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.StandardInput.Close();
        }

        using var patience = new CancellationTokenSource(Patience);
        foreach (var process in _processes)
        {
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
            }

            process.Dispose();
        }
    }

    private Process StartOne()
    {
        var process = Process.Start(_start)!;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"worker {process.Id} started"));
        return process;
    }
}
