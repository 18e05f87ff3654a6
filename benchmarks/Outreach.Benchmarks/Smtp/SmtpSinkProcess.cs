using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Outreach.Benchmarks.Smtp;

/// <summary>Postfix's <c>smtp-sink</c>, an SMTP server in a process of its own that accepts everything, and <c>smtp-source</c>, its counterpart.</summary>
internal sealed class SmtpSinkProcess : IDisposable
{
    private readonly Process _process;

    private SmtpSinkProcess(Process process, int port) => (_process, Port) = (process, port);

    /// <summary>Gets whether both programs can be started.</summary>
    public static bool IsInstalled => IsOnPath("smtp-sink") && IsOnPath("smtp-source");

    public int Port { get; }

    /// <summary>Gets the processor time that the sink has used so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<SmtpSinkProcess> StartAsync()
    {
        var port = Random.Shared.Next(20_000, 30_000);
        var process = Start("smtp-sink", ["-u", "nobody", $"127.0.0.1:{port}", "1000"]);
        for (var i = 0; ; i++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync("127.0.0.1", port);
                return new SmtpSinkProcess(process, port);
            }
            catch (SocketException) when (i < 100)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>Sends messages of a length with <c>smtp-source -d</c>, which keeps its connections.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> RunSourceAsync(int connections, int messages, int messageLength)
    {
        string[] arguments =
        [
            "-d", "-s", Text(connections), "-m", Text(messages), "-l", Text(messageLength),
            "-f", "bounces@outreach.test", "-t", "bob@sink.test", $"127.0.0.1:{Port}",
        ];
        var start = Stopwatch.GetTimestamp();
        using var process = Start("smtp-source", arguments);
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? Stopwatch.GetElapsedTime(start)
            : throw new InvalidOperationException($"smtp-source ended with code {process.ExitCode}.");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Process Start(string program, string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = "/" })!;
}
