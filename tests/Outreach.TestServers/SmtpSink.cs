namespace Outreach.TestServers;

/// <summary>Postfix's test server, which takes all mail and can write it to files.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly ServerProcess _process;

    private SmtpSink(TempFolder folder, ServerProcess process, int port)
    {
        _folder = folder;
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Starts a sink on loopback, or skips the test if there is none.</summary>
    /// <param name="keepMessages">Whether messages are written to files, for <see cref="ReadMessages"/>.</param>
    /// <param name="arguments">More arguments; see smtp-sink(1).</param>
    public static async Task<SmtpSink> StartAsync(bool keepMessages, params string[] arguments)
    {
        var program = Tool.Require("smtp-sink");
        var folder = new TempFolder();
        var port = FreePort.Next();
        var messages = Directory.CreateDirectory(folder.Combine("mail"));
        List<string> command = [program];
        if (Tool.IsRoot && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(messages.FullName, (UnixFileMode)0b111_111_111);
            command.AddRange(["-u", "nobody"]);
        }

        if (keepMessages)
        {
            command.AddRange(["-d", Path.Combine(messages.FullName, "%M.")]);
        }

        command.AddRange([.. arguments, $"127.0.0.1:{port}", "1000"]);
        var process = ServerProcess.Start(folder.Combine("sink.log"), command);
        await process.WaitForPortAsync(port);
        return new SmtpSink(folder, process, port);
    }

    /// <summary>Reads the messages that were written so far, with smtp-sink's own header lines (X-Mail-Args and so on) before them.</summary>
    public IReadOnlyList<string> ReadMessages() =>
        [.. Directory.GetFiles(_folder.Combine("mail")).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
