using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Outreach.EndToEnd.Tests.Deliveries;

namespace Outreach.EndToEnd.Tests.ConsoleSample;

/// <summary>The sample's mail server is as strict as the tests that rely on it need.</summary>
public sealed class ReceiverTests
{
    private const string Envelope = "EHLO test\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\n";

    [Fact]
    public async Task Message_Pipelined_IsOnTheDiskWhenAcknowledged()
    {
        using var folder = new TemporaryFolder();
        using var receiver = await Receiver.StartAsync(folder.Path);

        var replies = await TalkAsync(receiver, Envelope + "Subject: x\r\n\r\n..dot\r\n...\r\n text.\r\n.\r\nQUIT\r\n");

        Assert.Equal(["220", "250", "250", "250", "354", "250", "221"], replies);
        var content = await File.ReadAllTextAsync(Assert.Single(receiver.Files));
        Assert.StartsWith("Return-Path: <a@example.com>\r\nDelivered-To: b@example.com\r\n", content, StringComparison.Ordinal);
        Assert.EndsWith("\r\nSubject: x\r\n\r\n.dot\r\n..\r\n text.\r\n", content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x\n.\r\n")]
    [InlineData("x\r\n.\n")]
    [InlineData("x\n.\n")]
    [InlineData("x\r.\r\n")]
    [InlineData("x\r\n.\r\r\n")]
    public async Task Message_WithBareLineEnds_IsRefusedWhole(string body)
    {
        using var folder = new TemporaryFolder();
        using var receiver = await Receiver.StartAsync(folder.Path);

        var replies = await TalkAsync(receiver, Envelope + body + "MAIL FROM:<evil@example.com>\r\nRCPT TO:<c@example.com>\r\nDATA\r\nsmuggled\r\n.\r\nQUIT\r\n");

        Assert.Equal("554", replies[^1]);
        Assert.Empty(receiver.Files);
    }

    [Fact]
    public async Task Message_CutOffBeforeItsEnd_IsNotStored()
    {
        using var folder = new TemporaryFolder();
        using var receiver = await Receiver.StartAsync(folder.Path);

        var replies = await TalkAsync(receiver, Envelope + "Subject: x\r\n\r\nhalf\r\n.");

        Assert.Equal("354", replies[^1]);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private static async Task<List<string>> TalkAsync(Receiver receiver, string commands)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, int.Parse(receiver.Port, CultureInfo.InvariantCulture));
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(commands));
        client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var replies = new List<string>();
        try
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line.Length > 3 && line[3] == ' ')
                {
                    replies.Add(line[..3]);
                }
            }
        }
        catch (IOException)
        {
            // The server closed the connection while more was on its way.
        }

        return replies;
    }
}
