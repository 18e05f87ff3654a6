using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Outreach.Deliverability;

/// <summary>Asks SpamAssassin's <c>spamd</c> with the SPAMC protocol 1.5. Safe for concurrent use; each check has a connection of its own.</summary>
public sealed class SpamdClient : ISpamFilter
{
    private readonly SpamdOptions _options;
    private readonly TimeProvider _timeProvider;

    /// <summary>Makes a client.</summary>
    /// <param name="options">Where spamd is.</param>
    /// <param name="timeProvider">The clock for time limits; <see langword="null"/> for the system's.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public SpamdClient(SpamdOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        _options = options;
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public async Task<SpamScore> ScoreAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        using var limit = new CancellationTokenSource(_options.Timeout, _timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var client = await ConnectAsync(both.Token).ConfigureAwait(false);
            var stream = client.GetStream();
            var body = message[..Math.Min(message.Length, _options.MaxMessageBytes)];
            await stream.WriteAsync(Head(body.Length), both.Token).ConfigureAwait(false);
            await stream.WriteAsync(body, both.Token).ConfigureAwait(false);
            client.Client.Shutdown(SocketShutdown.Send);
            return SpamdResponse.Read(await SpamdResponse.ReceiveAsync(stream, both.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed($"spamd at {_options.Host}:{_options.Port} did not answer in time");
        }
        catch (SocketException exception)
        {
            return Failed($"spamd at {_options.Host}:{_options.Port} can't be reached: {exception.SocketErrorCode}");
        }
        catch (IOException exception)
        {
            return Failed($"spamd at {_options.Host}:{_options.Port} broke off: {exception.Message}");
        }
    }

    private static SpamScore Failed(string problem) => new() { Problem = problem };

    private async Task<TcpClient> ConnectAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.ConnectTimeout, _timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(_options.Host, _options.Port, both.Token).ConfigureAwait(false);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private byte[] Head(int length) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"REPORT SPAMC/1.5\r\nContent-length: {length}\r\n{(_options.User is { } user ? $"User: {user}\r\n" : "")}\r\n"));
}
