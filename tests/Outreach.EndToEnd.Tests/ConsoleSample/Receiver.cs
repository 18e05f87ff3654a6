using System.Globalization;
using Outreach.TestServers;

namespace Outreach.EndToEnd.Tests.ConsoleSample;

/// <summary>The sample's mail server in a process of its own.</summary>
internal sealed class Receiver : IDisposable
{
    private const string Announcement = "listening on 127.0.0.1:";
    private readonly SampleProcess _process;

    private Receiver(SampleProcess process, string mailbox, string port)
    {
        _process = process;
        Mailbox = mailbox;
        Port = port;
    }

    public string Mailbox { get; }

    public string Port { get; }

    public IReadOnlyList<string> Files => [.. Directory.EnumerateFiles(Mailbox, "*.eml").Order(StringComparer.Ordinal)];

    public int Count => Directory.EnumerateFiles(Mailbox, "*.eml").Count();

    public static async Task<Receiver> StartAsync(string mailbox, params string[] arguments)
    {
        var process = SampleProcess.Start(["receiver", "--mailbox", mailbox, .. arguments]);
        await Patience.UntilAsync(
            () =>
            {
                Assert.False(process.HasExited, process.Errors);
                return Task.FromResult(process.Output.Contains(Announcement, StringComparison.Ordinal));
            },
            () => "The receiver does not listen: " + process.Errors);
        var output = process.Output;
        var port = output[(output.IndexOf(Announcement, StringComparison.Ordinal) + Announcement.Length)..].Split('\n')[0].Trim();
        return new Receiver(process, mailbox, int.Parse(port, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture));
    }

    public void Dispose() => _process.Dispose();
}
