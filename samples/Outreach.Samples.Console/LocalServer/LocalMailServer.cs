using System.Net;
using System.Net.Sockets;

namespace Outreach.Samples;

/// <summary>A mail server on the loopback address. It takes mail for everybody and keeps it in a folder.</summary>
internal sealed class LocalMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly LocalMailServerOptions _options;
    private readonly MailFolder _folder;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;

    private LocalMailServer(TcpListener listener, LocalMailServerOptions options, MailFolder folder)
    {
        _listener = listener;
        _options = options;
        _folder = folder;
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Starts listening.</summary>
    /// <exception cref="SocketException">The port is in use.</exception>
    public static LocalMailServer Start(MailFolder folder, LocalMailServerOptions? options = null)
    {
        options ??= new LocalMailServerOptions();
        var listener = new TcpListener(IPAddress.Loopback, options.Port);
        listener.Start();
        return new LocalMailServer(listener, options, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                sessions.RemoveAll(static session => session.IsCompleted);
                sessions.Add(ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The listener was stopped.
        }

        await Task.WhenAll(sessions);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await using var stream = client.GetStream();
                await new SmtpSession(stream, _options, _folder).RunAsync(_stopping.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The client is gone, or the server stops: what was not acknowledged was not stored.
            }
        }
    }
}
