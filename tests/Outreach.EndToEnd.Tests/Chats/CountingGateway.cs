using System.Collections.Concurrent;
using Outreach.Testing;

namespace Outreach.EndToEnd.Tests.Chats;

/// <summary>
/// A messaging gateway in the process of the test, which lives on while workers are killed. It takes each message once by its key, and keeps
/// the answer to each tenth one back until its worker is dead.
/// </summary>
internal sealed class CountingGateway : IAsyncDisposable
{
    private const int Every = 10;
    private readonly ConcurrentQueue<(string Key, string Body)> _requests = new();
    private readonly HttpProviderServer _server;
    private readonly int _kills;
    private readonly SemaphoreSlim _held = new(0);
    private int _count;

    /// <param name="kills">How many answers are kept back.</param>
    public CountingGateway(int kills)
    {
        _kills = kills;
        _server = new HttpProviderServer(Answer);
    }

    public Uri Address => new($"http://127.0.0.1:{_server.Port}/");

    /// <summary>Gets every request, in the order in which they came.</summary>
    public IReadOnlyCollection<(string Key, string Body)> Requests => _requests;

    /// <summary>Waits until an answer is being kept back.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _held.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _held.Dispose();
    }

    private HttpServerAnswer Answer(HttpServerRequest request)
    {
        if (request is not { Method: "POST", Path: "/" + GatewayRequest.Path })
        {
            return new HttpServerAnswer(404);
        }

        _requests.Enqueue((request.Header("Idempotency-Key"), request.Text));
        var number = Interlocked.Increment(ref _count);
        if (number % Every != 0 || number / Every > _kills)
        {
            return new HttpServerAnswer(200, "{}");
        }

        _held.Release();
        return new HttpServerAnswer(200, "{}") { Delay = Timeout.InfiniteTimeSpan };
    }
}
