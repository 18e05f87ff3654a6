using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Outreach.TestServers;

/// <summary>
/// A server that a test started. It runs below a small shell that waits on a pipe: when the pipe closes, because the test asks for it or
/// because its process died, the shell stops the server by its process id.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    // $1: how to stop it; may use $p, the process id. The rest: the command. A server that is just starting may not be ready to be stopped,
    // so that is repeated.
    private const string Guard =
        """
        stop=$1; shift
        exec 3<&0
        "$@" </dev/null 3<&- & p=$!
        ( read -r line <&3; while kill -0 $p; do eval "$stop"; sleep 0.2; done ) 2>/dev/null & w=$!
        exec 3<&-
        wait $p; r=$?
        kill $w 2>/dev/null
        exit $r
        """;

    private readonly Process _process;

    private ServerProcess(Process process, string logFile)
    {
        _process = process;
        LogFile = logFile;
    }

    /// <summary>Gets the file with what the server printed.</summary>
    public string LogFile { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>Starts a server.</summary>
    /// <param name="logFile">Where its output goes.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="stop">A shell command that stops it; <c>$p</c> is its process id.</param>
    public static ServerProcess Start(string logFile, IEnumerable<string> command, string stop = "kill -s TERM $p")
    {
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardInput = true, WorkingDirectory = "/" };
        foreach (var argument in (string[])["-c", $"exec >'{logFile}' 2>&1\n{Guard}", "guard", stop, .. command])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["LC_ALL"] = "C.UTF-8";
        return new ServerProcess(Process.Start(start)!, logFile);
    }

    /// <summary>Waits until something listens on each of some loopback ports.</summary>
    public async Task WaitForPortsAsync(params int[] ports)
    {
        foreach (var port in ports)
        {
            await WaitForPortAsync(port);
        }
    }

    /// <summary>Waits until something listens on a loopback port.</summary>
    public async Task WaitForPortAsync(int port)
    {
        for (var start = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(start) < Patience.Limit;)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (!_process.HasExited)
            {
                await Task.Delay(50);
            }
            catch (SocketException)
            {
                break;
            }
        }

        throw new InvalidOperationException($"The server does not listen on port {port}: {await File.ReadAllTextAsync(LogFile)}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
