using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Outreach.TestServers;

namespace Outreach.Dns.Tests.Resolving;

/// <summary>A server on loopback that answers each question with what the test makes of it, over UDP and TCP.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _udp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly TcpListener _tcp;
    private readonly Func<byte[], bool, IEnumerable<byte[]>> _answer;
    private readonly Task _loops;

    /// <summary>Starts a server.</summary>
    /// <param name="answer">Makes the datagrams or messages that answer a question; the flag says that it came over TCP.</param>
    public ScriptedServer(Func<byte[], bool, IEnumerable<byte[]>> answer)
    {
        _answer = answer;
        EndPoint = Bind();
        _tcp = new TcpListener(EndPoint);
        _tcp.Start();
        _loops = Task.WhenAll(ServeUdpAsync(), ServeTcpAsync());
    }

    public IPEndPoint EndPoint { get; }

    public ConcurrentQueue<(byte[] Question, int Port, bool IsTcp)> Questions { get; } = [];

    /// <summary>An answer to a question: its header, its question, and records as they stand on the wire.</summary>
    public static byte[] Answer(byte[] question, int code, params byte[][] records)
    {
        var end = QuestionEnd(question);
        var head = question[..end];
        head[2] = 0x81;
        head[3] = (byte)(0x80 | code);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(6), (ushort)records.Length);
        head.AsSpan(8, 4).Clear();
        return [.. head, .. records.SelectMany(record => record)];
    }

    /// <summary>An address record of the name that was asked for.</summary>
    public static byte[] Address(byte lastOctet, byte seconds = 60) => [0xC0, 12, 0, 1, 0, 1, 0, 0, 0, seconds, 0, 4, 192, 0, 2, lastOctet];

    /// <summary>A record that makes the name that was asked for an alias of a label at the root.</summary>
    public static byte[] Alias(string label) =>
        [0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, (byte)(label.Length + 2), (byte)label.Length, .. System.Text.Encoding.ASCII.GetBytes(label), 0];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _udp.Dispose();
        _tcp.Stop();
        await _loops;
        _stop.Dispose();
    }

    private static int QuestionEnd(byte[] message)
    {
        var position = 12;
        while (message[position] != 0)
        {
            position += message[position] + 1;
        }

        return position + 5;
    }

    private IPEndPoint Bind()
    {
        // A port that the system chooses for UDP may be in use for TCP.
        var endPoint = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        _udp.Bind(endPoint);
        return endPoint;
    }

    private async Task ServeUdpAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                var received = await _udp.ReceiveFromAsync(buffer.AsMemory(), SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                var question = buffer[..received.ReceivedBytes];
                Questions.Enqueue((question, ((IPEndPoint)received.RemoteEndPoint).Port, false));
                foreach (var answer in _answer(question, false))
                {
                    await _udp.SendToAsync(answer, SocketFlags.None, received.RemoteEndPoint, _stop.Token);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeTcpAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                using var client = await _tcp.AcceptTcpClientAsync(_stop.Token);
                var stream = client.GetStream();
                var prefix = new byte[2];
                await stream.ReadExactlyAsync(prefix, _stop.Token);
                var question = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
                await stream.ReadExactlyAsync(question, _stop.Token);
                Questions.Enqueue((question, 0, true));
                foreach (var answer in _answer(question, true))
                {
                    BinaryPrimitives.WriteUInt16BigEndian(prefix, (ushort)answer.Length);
                    await stream.WriteAsync((byte[])[.. prefix, .. answer], _stop.Token);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }
}
