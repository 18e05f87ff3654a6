using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Outreach.Dns.Wire;

namespace Outreach.Dns.Network;

/// <summary>Asks one server one question: over UDP, and over TCP where the answer is too long for that (RFC 7766 §5).</summary>
internal sealed class Exchange(DnsResolverOptions options, TimeProvider timeProvider)
{
    private const int MaxDatagram = 65_535;

    public async Task<Reply> AskAsync(IPEndPoint server, string name, DnsRecordType type, CancellationToken cancellationToken)
    {
        var reply = await AskAsync(server, name, type, options.UdpPayload, cancellationToken).ConfigureAwait(false);

        // Servers from before EDNS refuse what they do not know (RFC 6891 §7).
        return reply.Message?.ResponseCode is DnsResponseCode.FormatError or DnsResponseCode.NotImplemented or DnsResponseCode.BadVersion
            ? await AskAsync(server, name, type, 0, cancellationToken).ConfigureAwait(false)
            : reply;
    }

    private async Task<Reply> AskAsync(IPEndPoint server, string name, DnsRecordType type, int payload, CancellationToken cancellationToken)
    {
        var query = DnsQuery.Create(name, type, payload, options.RandomizeCase);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = timeProvider.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), limit, options.AttemptTimeout, Timeout.InfiniteTimeSpan);
        try
        {
            return await AskUdpAsync(server, query, limit.Token).ConfigureAwait(false)
                ?? await AskTcpAsync(server, query, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Reply.Failed(DnsStatus.Timeout, $"{server} did not answer within {options.AttemptTimeout.TotalSeconds:0.###} s");
        }
        catch (SocketException exception)
        {
            return Reply.Failed(DnsStatus.Timeout, $"{server} can't be reached: {exception.SocketErrorCode}");
        }
    }

    // Null: the question must be asked over TCP. The socket is new, so the system gives it a port that nobody can know (RFC 5452 §9.2); it is
    // connected, so only datagrams of this server come in.
    private static async Task<Reply?> AskUdpAsync(IPEndPoint server, DnsQuery query, CancellationToken cancellationToken)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
        await socket.SendAsync(query.Bytes, SocketFlags.None, cancellationToken).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(MaxDatagram);
        try
        {
            while (true)
            {
                var length = await socket.ReceiveAsync(buffer.AsMemory(), SocketFlags.None, cancellationToken).ConfigureAwait(false);
                if (query.IsAnsweredBy(buffer.AsSpan(0, length), anyCase: !query.RandomizesCase, out var header))
                {
                    return header.IsTruncated ? null : Interpret(server, buffer.AsSpan(0, length));
                }

                if (query.RandomizesCase && header.IsResponse)
                {
                    // Forged, or a server that changes the case: TCP can't be forged blindly.
                    return null;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<Reply> AskTcpAsync(IPEndPoint server, DnsQuery query, CancellationToken cancellationToken)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
        var stream = new NetworkStream(socket, ownsSocket: false);
        await using var disposal = stream.ConfigureAwait(false);

        // RFC 1035 §4.2.2: two octets with the length in front, in one segment with the rest.
        var framed = new byte[query.Bytes.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)query.Bytes.Length);
        query.Bytes.CopyTo(framed.AsMemory(2));
        await stream.WriteAsync(framed, cancellationToken).ConfigureAwait(false);
        var prefix = new byte[2];
        try
        {
            await stream.ReadExactlyAsync(prefix, cancellationToken).ConfigureAwait(false);
            var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
            await stream.ReadExactlyAsync(message, cancellationToken).ConfigureAwait(false);

            // The connection keeps forgers out, so a server that changes the case of the name is believed here.
            return query.IsAnsweredBy(message, anyCase: true, out _)
                ? Interpret(server, message)
                : Reply.Failed(DnsStatus.Malformed, $"{server} answered another question over TCP");
        }
        catch (IOException exception)
        {
            return Reply.Failed(DnsStatus.Timeout, $"{server} broke the TCP connection off: {exception.Message}");
        }
    }

    // A server of some zones that names the servers of others; the head of a zone would mean that there is no such record (RFC 2308 §2.2).
    private static bool IsReferral(DnsMessage message) =>
        message is { Header.IsAuthoritative: false, Answers.Count: 0, Authority.Count: > 0 } && message.Authority.All(record => record.Type == DnsRecordType.Ns);

    private static Reply Interpret(IPEndPoint server, ReadOnlySpan<byte> bytes)
    {
        if (DnsMessageReader.Read(bytes) is not { } message)
        {
            return Reply.Failed(DnsStatus.Malformed, $"{server} sent something that is no DNS message");
        }

        return message.ResponseCode switch
        {
            DnsResponseCode.NoError when IsReferral(message) => new Reply(DnsStatus.Refused, message, $"{server} does not resolve names itself"),
            DnsResponseCode.NoError or DnsResponseCode.NameError => new Reply(DnsStatus.Success, message, ""),
            DnsResponseCode.ServerFailure => new Reply(DnsStatus.ServerFailure, message, $"{server} answered SERVFAIL"),
            _ => new Reply(DnsStatus.Refused, message, $"{server} answered with code {message.ResponseCode}"),
        };
    }
}
