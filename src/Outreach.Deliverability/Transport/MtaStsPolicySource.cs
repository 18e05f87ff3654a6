using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>
/// Fetches MTA-STS policies over HTTPS: no redirect, at most 64 KiB, at most a minute (RFC 8461 §3.3), from public addresses only, so that a domain
/// can't make this process ask inside its own network. Safe for concurrent use.
/// </summary>
public sealed class MtaStsPolicySource : IMtaStsPolicySource, IDisposable
{
    private const int MaxBytes = 64 << 10;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly IDnsResolver _dns;
    private readonly TimeProvider _timeProvider;
    private readonly Func<IPAddress, bool> _isAllowed;
    private readonly int _port;
    private readonly HttpMessageInvoker _http;

    /// <summary>Makes a source.</summary>
    /// <param name="dns">Finds the addresses of policy hosts.</param>
    /// <param name="timeProvider">The clock for the time limit; <see langword="null"/> for the system's.</param>
    public MtaStsPolicySource(IDnsResolver dns, TimeProvider? timeProvider = null)
        : this(dns, timeProvider, PublicAddresses.IsPublic, 443, null)
    {
    }

    internal MtaStsPolicySource(IDnsResolver dns, TimeProvider? timeProvider, Func<IPAddress, bool> isAllowed, int port, RemoteCertificateValidationCallback? validation)
    {
        ArgumentNullException.ThrowIfNull(dns);
        _dns = dns;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _isAllowed = isAllowed;
        _port = port;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = ConnectAsync,
            MaxResponseHeadersLength = 16,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = validation;
        _http = new HttpMessageInvoker(handler);
    }

    /// <inheritdoc/>
    public async Task<MtaStsFetch> FetchAsync(string domain, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(domain);
        var uri = new UriBuilder(Uri.UriSchemeHttps, "mta-sts." + domain, _port, "/.well-known/mta-sts.txt").Uri;
        using var limit = new CancellationTokenSource(Limit, _timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, uri);
            using var response = await _http.SendAsync(request, both.Token).ConfigureAwait(false);
            return response.StatusCode == HttpStatusCode.OK
                ? await ReadAsync(response, both.Token).ConfigureAwait(false)
                : new MtaStsFetch { Problem = $"{uri} answered with status {(int)response.StatusCode}" };
        }
        catch (HttpRequestException exception)
        {
            return new MtaStsFetch { Problem = $"{uri} can't be fetched: {exception.InnerException?.Message ?? exception.Message}" };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new MtaStsFetch { Problem = $"{uri} did not answer within {Limit.TotalSeconds} s" };
        }
        catch (IOException exception)
        {
            return new MtaStsFetch { Problem = $"{uri} can't be fetched: {exception.Message}" };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async Task<MtaStsFetch> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = stream.ConfigureAwait(false);
        var buffer = new byte[MaxBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return length > MaxBytes
            ? new MtaStsFetch { Problem = $"the policy is longer than {MaxBytes} octets" }
            : new MtaStsFetch { Text = System.Text.Encoding.UTF8.GetString(buffer, 0, length) };
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = new List<IPAddress>();
        foreach (var type in (DnsRecordType[])[DnsRecordType.A, DnsRecordType.Aaaa])
        {
            var answer = await _dns.QueryAsync(host, type, cancellationToken).ConfigureAwait(false);
            addresses.AddRange(answer.Records.OfType<AddressRecord>().Select(record => record.Address).Where(_isAllowed));
        }

        if (addresses.Count == 0)
        {
            throw new IOException($"{host} has no public address");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync([.. addresses], context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
