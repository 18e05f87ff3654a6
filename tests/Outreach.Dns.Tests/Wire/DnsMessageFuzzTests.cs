using System.Buffers.Binary;
using Outreach.Dns.Wire;
using Outreach.TestServers;

namespace Outreach.Dns.Tests.Wire;

/// <summary>Messages that nobody means well with.</summary>
public sealed class DnsMessageFuzzTests
{
    private static readonly byte[][] Samples = [.. SampleMessages.All];

    private static readonly ushort[] Types = [1, 2, 5, 6, 12, 15, 16, 28, 33, 41, 52, 99, 257, 65_280];

    [Fact]
    public Task Read_AnyOctets_NeverThrowsAndStaysWithinItsBounds() =>
        FuzzLoop.RunAsync(static seed => Make(new Random(seed), seed), Check, static input => input.Length, Convert.ToBase64String);

    [Fact]
    public void Read_MessageOfPointersOnly_EndsAtOnce()
    {
        // Each pointer leads to the one before: as many steps for each name as there are octets, without the bound.
        var bytes = new byte[65_535];
        SampleMessages.All[0].AsSpan(0, DnsHeader.Size).CopyTo(bytes);
        bytes.AsSpan(6, 2).Fill(0xFF);
        for (var i = 13; i + 1 < bytes.Length; i += 2)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(i), (ushort)(0xC000 | ((i - 2) & 0x3FFF)));
        }

        Assert.Null(DnsMessageReader.Read(bytes));
    }

    [Fact]
    public void Read_PointerToItself_IsRefused()
    {
        byte[] bytes = [0, 1, 0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xC0, 12, 0, 1, 0, 1];

        Assert.Null(DnsMessageReader.Read(bytes));
    }

    [Fact]
    public void Read_DataLongerThanItsNames_IsRefused()
    {
        // An alias to the root whose data claims three octets.
        byte[] bytes = [0, 1, 0x80, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 5, 0, 1, 0, 0, 0, 60, 0, 3, 0, 0, 0];

        Assert.Null(DnsMessageReader.Read(bytes));
    }

    private static void Check(byte[] input)
    {
        if (DnsMessageReader.Read(input) is not { } message)
        {
            return;
        }

        var names = message.Answers.Concat(message.Authority).Concat(message.Additional).Select(record => record.Name);
        foreach (var name in message.Question is { } question ? names.Append(question.Name) : names)
        {
            // What was read can be written, and reads the same.
            Assert.True(DnsName.TryNormalize(name, out var normalized), name);
            Assert.Equal(name.ToLowerInvariant(), normalized);
        }
    }

    private static byte[] Make(Random random, int seed)
    {
        if (seed % 4 == 0)
        {
            return Invent(random);
        }

        var bytes = new List<byte>(Samples[random.Next(Samples.Length)]);
        for (var count = random.Next(1, 10); count > 0 && bytes.Count > 0; count--)
        {
            var place = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 30), bytes.Count - place);
            switch (random.Next(7))
            {
                case 0:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(place, length);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(place, length));
                    break;
                case 4:
                    bytes[place] = (byte)(0xC0 | random.Next(2));
                    break;
                case 5:
                    bytes[random.Next(4, 12) % bytes.Count] = (byte)random.Next(256);
                    break;
                default:
                    bytes.RemoveRange(place, bytes.Count - place);
                    break;
            }
        }

        return [.. bytes];
    }

    // A header with counts, and records whose lengths and pointers are as they come.
    private static byte[] Invent(Random random)
    {
        var bytes = new List<byte> { 0, 1, 0x81, 0x80, 0, (byte)random.Next(3), 0, (byte)random.Next(9), 0, (byte)random.Next(3), 0, (byte)random.Next(3) };
        for (var count = random.Next(1, 12); count > 0; count--)
        {
            AddName(bytes, random);
            var type = Types[random.Next(Types.Length)];
            bytes.AddRange([(byte)(type >> 8), (byte)type, 0, 1, 0, 0, 0, 60, 0, (byte)random.Next(40)]);
            for (var more = random.Next(40); more > 0; more--)
            {
                bytes.Add((byte)random.Next(256));
            }
        }

        return [.. bytes];
    }

    private static void AddName(List<byte> bytes, Random random)
    {
        for (var labels = random.Next(5); labels > 0; labels--)
        {
            var length = random.Next(1, 64);
            bytes.Add((byte)length);
            for (var i = 0; i < length; i++)
            {
                bytes.Add((byte)random.Next(256));
            }
        }

        if (random.Next(2) == 0)
        {
            bytes.AddRange([(byte)(0xC0 | random.Next(2)), (byte)random.Next(256)]);
        }
        else
        {
            bytes.Add(0);
        }
    }
}
