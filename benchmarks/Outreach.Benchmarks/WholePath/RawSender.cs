using System.Net;
using System.Net.Sockets;

namespace Outreach.Benchmarks;

/// <summary>
/// The floor: plain sockets that send the same bytes again and again, with a thread for each connection. The envelope goes out in one piece and the
/// content in another, as the engine's SMTP client sends them; nothing is rendered, composed, decided or recorded.
/// </summary>
internal sealed class RawSender(int port, SinkSample sample)
{
    private int _left;

    public void Send(int count, int connections)
    {
        _left = count;
        var failures = new List<Exception>();
        var threads = new Thread[connections];
        for (var i = 0; i < connections; i++)
        {
            threads[i] = new Thread(() => Run(failures), 256 * 1024) { IsBackground = true, Name = "floor" };
            threads[i].Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        if (failures.Count > 0)
        {
            throw new AggregateException("The raw sender failed.", failures);
        }
    }

    private void Run(List<Exception> failures)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
            var input = new byte[4096];
            Expect(socket, input, 1);
            socket.Send("EHLO floor.example\r\n"u8);
            Expect(socket, input, 6);
            while (Interlocked.Decrement(ref _left) >= 0)
            {
                Send(socket, sample.Envelope);
                Expect(socket, input, 3);
                Send(socket, sample.Content);
                Expect(socket, input, 1);
            }

            socket.Send("QUIT\r\n"u8);
            Expect(socket, input, 1);
        }
        catch (Exception exception)
        {
            lock (failures)
            {
                failures.Add(exception);
            }
        }
    }

    private static void Send(Socket socket, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[socket.Send(bytes)..];
        }
    }

    /// <summary>Reads a number of lines, each of which must be an answer that agrees.</summary>
    private static void Expect(Socket socket, byte[] input, int lines)
    {
        var end = 0;
        while (lines > 0)
        {
            var count = socket.Receive(input, end, input.Length - end, SocketFlags.None);
            if (count == 0 || input[0] is not ((byte)'2' or (byte)'3'))
            {
                throw new InvalidOperationException("The sink closed the connection or refused.");
            }

            lines -= input.AsSpan(end, count).Count((byte)'\n');
            end += count;
        }
    }
}
