using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Outreach.EndToEnd.Tests.ConsoleSample;

/// <summary>The console sample as a process of its own.</summary>
internal sealed class SampleProcess : IDisposable
{
    /// <summary>Longer than any run that does not hang, and shorter than the leases of the dead (25 minutes): a run that waited for those would be noticed.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(15);

    private const int SigInt = 2;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private SampleProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    public bool HasExited => _process.HasExited;

    public static SampleProcess Start(params IEnumerable<string> arguments) => Start(null, arguments);

    /// <summary>Starts the sample, with its data in a PostgreSQL database if there is one.</summary>
    public static SampleProcess Start(string? postgreSql, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(PathOfSample(), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["OUTREACH_POSTGRES"] = postgreSql;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        var sample = new SampleProcess(process);
        process.OutputDataReceived += (_, line) => Append(sample._output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(sample._errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return sample;
    }

    /// <summary>Runs the sample to its end.</summary>
    public static async Task<SampleResult> RunAsync(params IEnumerable<string> arguments)
    {
        using var sample = Start(arguments);
        return await sample.WaitAsync();
    }

    public async Task<SampleResult> WaitAsync()
    {
        using var limit = new CancellationTokenSource(LongestRun);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
            Assert.Fail($"The sample did not end.\n{Output}\n{Errors}");
        }

        return new SampleResult(_process.ExitCode, Output, Errors);
    }

    /// <summary>Gets the ids of the processes that it has started to send too.</summary>
    public IReadOnlyList<int> WorkerIds =>
    [
        .. Output.Split('\n')
            .Select(line => line.Trim().Split(' '))
            .Where(words => words is ["worker", _, "started"])
            .Select(words => int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture)),
    ];

    /// <summary>Ends the process without any chance to clean up (SIGKILL).</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Presses Ctrl-C (SIGINT). Another program that did it would take longer to start than a run takes to end, on a busy machine.</summary>
    public void Interrupt() => _ = SendSignal(_process.Id, SigInt);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
        {
            if (line is not null)
            {
                text.AppendLine(line);
            }
        }
    }

    private static string PathOfSample()
    {
        // tests/Outreach.EndToEnd.Tests/bin/<configuration>/<framework>/
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var root = output.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        var name = "Outreach.Samples.Console" + (OperatingSystem.IsWindows() ? ".exe" : "");
        return Path.Combine(root, "samples", "Outreach.Samples.Console", "bin", output.Parent.Name, output.Name, name);
    }
}
