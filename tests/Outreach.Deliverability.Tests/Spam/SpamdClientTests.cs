using System.Net;
using System.Net.Sockets;
using System.Text;
using Outreach.TestServers;

namespace Outreach.Deliverability.Tests.Spam;

public sealed class SpamdClientTests(SpamdServer server) : IClassFixture<SpamdServer>
{
    private const string Gtube = "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X";

    [Fact]
    public async Task Score_TestMessageOfSpamAssassin_IsSpam()
    {
        var score = await Client().ScoreAsync(Mail("A test", Gtube), TestContext.Current.CancellationToken);

        Assert.True(score.IsAvailable, score.Problem);
        Assert.True(score.IsSpam);
        Assert.True(score.Points >= 1000);
        Assert.Equal(5.0, score.Threshold);
        Assert.Equal("GTUBE", score.Rules[0].Name);
        Assert.True(score.Rules[0].Points >= 1000);
        Assert.NotEmpty(score.Rules[0].Description);
    }

    [Fact]
    public async Task Score_PlainMessage_IsNoSpam()
    {
        var score = await Client().ScoreAsync(Mail("Lunch", "Shall we meet at noon?"), TestContext.Current.CancellationToken);

        Assert.True(score.IsAvailable, score.Problem);
        Assert.False(score.IsSpam);
        Assert.InRange(score.Points, -5, 4.9);
    }

    [Fact]
    public async Task Score_LongMessage_IsCutAndScored()
    {
        var score = await Client(options => options.MaxMessageBytes = 2000).ScoreAsync(Mail("Long", new string('x', 70) + "\r\n" + string.Concat(Enumerable.Repeat("word ", 100_000))), TestContext.Current.CancellationToken);

        Assert.True(score.IsAvailable, score.Problem);
    }

    [Fact]
    public async Task Score_NobodyThere_SaysSo()
    {
        var score = await new SpamdClient(new SpamdOptions { Port = FreePort.Next() }).ScoreAsync(Mail("a", "b"), TestContext.Current.CancellationToken);

        Assert.False(score.IsAvailable);
        Assert.Contains("can't be reached", score.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "what answered is not spamd")]
    [InlineData("220 mail.example.com ESMTP\r\n", "what answered is not spamd")]
    [InlineData("SPAMD/1.1 76 Bad header line: (EOF)\r\n", "spamd answered: Bad header line: (EOF)")]
    [InlineData("SPAMD/1.1 0 EX_OK\r\n\r\n", "spamd's answer has no score")]
    public async Task Score_StrangeAnswer_IsAProblem(string answer, string problem)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, answer);

        var score = await new SpamdClient(new SpamdOptions { Port = ((IPEndPoint)listener.LocalEndpoint).Port, Timeout = Patience.Limit }).ScoreAsync(Mail("a", "b"), TestContext.Current.CancellationToken);
        await serving;

        Assert.Equal(problem, score.Problem);
    }

    [Fact]
    public async Task Score_ServerThatHangs_IsLeftInTime()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var options = new SpamdOptions { Port = ((IPEndPoint)listener.LocalEndpoint).Port, Timeout = TimeSpan.FromMilliseconds(100) };

        var score = await new SpamdClient(options).ScoreAsync(Mail("a", "b"), TestContext.Current.CancellationToken);

        Assert.Contains("did not answer in time", score.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_UserWithLineEnd_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new SpamdClient(new SpamdOptions { User = "a\r\nTell: x" }));

    private static async Task ServeAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
    }

    private static byte[] Mail(string subject, string body) => Encoding.ASCII.GetBytes(
        $"From: Ann <ann@example.com>\r\nTo: Bob <bob@example.org>\r\nSubject: {subject}\r\nDate: Thu, 01 Jan 2026 12:00:00 +0000\r\nMessage-ID: <1@example.com>\r\n\r\n{body}\r\n");

    private SpamdClient Client(Action<SpamdOptions>? change = null)
    {
        var options = new SpamdOptions { Port = server.Port, ConnectTimeout = TimeSpan.FromMinutes(1), Timeout = Patience.Limit };
        change?.Invoke(options);
        return new SpamdClient(options);
    }
}
