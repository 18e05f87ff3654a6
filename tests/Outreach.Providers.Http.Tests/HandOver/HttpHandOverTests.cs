using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Outreach.Testing;

namespace Outreach.Providers.Http.Tests;

public sealed class HttpHandOverTests
{
    private readonly ProviderAttempt _attempt = new();

    [Fact]
    public async Task Send_WritesThePiecesInOrder_AndAsksForTheIntentBeforeTheLastByte()
    {
        var written = "";
        using var sink = new MemoryStream();
        _attempt.OnAsked = _ =>
        {
            written = Encoding.ASCII.GetString(sink.ToArray());
            return default;
        };

        var result = await SendAsync(Body("head,", "content", ",tail"), async (request, stop) =>
        {
            await request.Content!.CopyToAsync(sink, stop);
            return new HttpResponseMessage(HttpStatusCode.OK);
        });

        Assert.True(result.IsAccepted);
        Assert.Equal(("head,content,tai", "head,content,tail"), (written, Encoding.ASCII.GetString(sink.ToArray())));
    }

    [Fact]
    public async Task Send_WhenALargeUploadBreaks_IsNotHandedOverAndNeedsNoIntent()
    {
        // The server closes as soon as it has seen the head; the body is more than any buffer on the way takes.
        await using var server = new HttpProviderServer(static _ => null, static _ => throw new InvalidDataException());
        using var handler = new SocketsHttpHandler();

        var result = await SendAsync(new string('x', 64 << 20), handler, new Uri($"http://127.0.0.1:{server.Port}/"));

        Assert.Equal((HandOverPhase.NotHandedOver, (FailureKind?)FailureKind.Transient, 0), (result.Phase, result.Failure, _attempt.Asked));
    }

    [Theory]
    [InlineData(429, FailureKind.Throttled)]
    [InlineData(413, FailureKind.RejectedContent)]
    [InlineData(401, FailureKind.Authentication)]
    [InlineData(502, FailureKind.Transient)]
    [InlineData(200, FailureKind.Transient)]
    public async Task Send_WhenAnsweredBeforeTheBodyLeft_IsNotHandedOver(int status, FailureKind kind)
    {
        var result = await SendAsync(Body("", "content", ""), (_, _) => Task.FromResult(new HttpResponseMessage((HttpStatusCode)status)));

        Assert.Equal((HandOverPhase.NotHandedOver, (FailureKind?)kind, (int?)status, 0), (result.Phase, result.Failure, result.Reply?.Code, _attempt.Asked));
    }

    [Fact]
    public async Task Send_WhenAHandlerRepeatsIt_LeavesOneCopyInDoubt()
    {
        var copies = 0;

        var result = await SendAsync(Body("", "content", ""), async (request, stop) =>
        {
            for (; ; copies++)
            {
                await request.Content!.CopyToAsync(Stream.Null, stop);
            }
        });

        Assert.Equal((HandOverPhase.HandedOver, 1, 1), (result.Phase, copies, _attempt.Asked));
        Assert.Contains("handler", result.Reply!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_WithoutAnAnswerInTime_SaysSo()
    {
        using var handler = new StubHandler(static async (_, stop) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            throw new InvalidOperationException("Nobody gets here.");
        });
        var handOver = HandOver(handler, new TestOptions { RequestTimeout = TimeSpan.FromSeconds(0.1) });

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => handOver.QueryAsync(new HttpRequestMessage(HttpMethod.Get, "http://localhost/")));

        Assert.Contains("in time", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_WhenCancelled_IsCancelled()
    {
        using var handler = new StubHandler(static (_, _) => Task.FromResult(new HttpResponseMessage()));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            HandOver(handler).QueryAsync(new HttpRequestMessage(HttpMethod.Get, "http://localhost/"), new CancellationToken(canceled: true)));
    }

    private static HttpHandOver HandOver(HttpMessageHandler handler, HttpProviderOptions? options = null) =>
        new("test", options ?? new TestOptions(), () => new HttpMessageInvoker(handler, disposeHandler: false));

    private static HandOverBody Body(string head, string content, string tail) => new()
    {
        Head = Encoding.ASCII.GetBytes(head),
        Content = Encoding.ASCII.GetBytes(content),
        Tail = Encoding.ASCII.GetBytes(tail),
        MediaType = new MediaTypeHeaderValue("text/plain"),
    };

    private async Task<HandOverResult> SendAsync(HandOverBody body, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        using var handler = new StubHandler(answer);
        return await SendAsync(body, handler, new Uri("http://localhost/"));
    }

    private Task<HandOverResult> SendAsync(string content, HttpMessageHandler handler, Uri address) => SendAsync(Body("", content, ""), handler, address);

    private Task<HandOverResult> SendAsync(HandOverBody body, HttpMessageHandler handler, Uri address)
    {
        var message = new OutgoingEmail
        {
            Attempt = new AttemptId(Guid.CreateVersion7(), 1),
            EnvelopeSender = "a@example.com",
            EnvelopeRecipient = "b@example.com",
            MessageId = "<1@example.com>",
            Content = default,
        };
        return HandOver(handler).SendAsync(
            message, new HttpRequestMessage(HttpMethod.Post, address), body, _attempt, static answer => answer.Accepted("1"), TestContext.Current.CancellationToken);
    }
}
