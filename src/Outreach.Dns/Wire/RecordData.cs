using System.Net;
using System.Text;

namespace Outreach.Dns.Wire;

/// <summary>Reads the data of records.</summary>
internal static class RecordData
{
    /// <summary>Reads length and data of a record. Data that is shorter or longer than its length says is an error of the whole message.</summary>
    public static DnsRecord? Read(ref WireReader reader, string name, DnsRecordType type, TimeSpan timeToLive)
    {
        var length = reader.UInt16();
        var end = reader.Position + length;

        // Names in the data may point anywhere before, so the data is no message of its own; but it ends where it ends.
        var look = reader;
        look.Take(length);
        if (look.HasFailed)
        {
            reader.Take(length);
            return null;
        }

        var record = ReadData(ref reader, name, type, timeToLive, end);
        if (reader.Position != end)
        {
            reader.Take(int.MaxValue);
        }

        return reader.HasFailed ? null : record;
    }

    private static DnsRecord ReadData(ref WireReader reader, string name, DnsRecordType type, TimeSpan timeToLive, int end)
    {
        switch (type)
        {
            case DnsRecordType.A:
                return Address(ref reader, name, type, timeToLive, 4);
            case DnsRecordType.Aaaa:
                return Address(ref reader, name, type, timeToLive, 16);
            case DnsRecordType.Ns or DnsRecordType.Cname or DnsRecordType.Ptr:
                return new NameRecord { Name = name, Type = type, TimeToLive = timeToLive, Target = reader.Name() };
            case DnsRecordType.Mx:
                return new MxRecord { Name = name, Type = type, TimeToLive = timeToLive, Preference = reader.UInt16(), Exchange = reader.Name() };
            case DnsRecordType.Txt:
                return new TxtRecord { Name = name, Type = type, TimeToLive = timeToLive, Strings = Strings(ref reader, end) };
            case DnsRecordType.Soa:
                return Soa(ref reader, name, timeToLive);
            case DnsRecordType.Srv:
                return Srv(ref reader, name, timeToLive);
            case DnsRecordType.Caa:
                return Caa(ref reader, name, timeToLive, end);
            case DnsRecordType.Tlsa:
                return Tlsa(ref reader, name, timeToLive, end);
            default:
                return new UnknownRecord { Name = name, Type = type, TimeToLive = timeToLive, Data = Rest(ref reader, end).ToArray() };
        }
    }

    private static ReadOnlySpan<byte> Rest(ref WireReader reader, int end)
    {
        if (end >= reader.Position)
        {
            return reader.Take(end - reader.Position);
        }

        return reader.Take(int.MaxValue);
    }

    private static AddressRecord Address(ref WireReader reader, string name, DnsRecordType type, TimeSpan timeToLive, int size)
    {
        var bytes = reader.Take(size);
        return new AddressRecord { Name = name, Type = type, TimeToLive = timeToLive, Address = bytes.IsEmpty ? IPAddress.None : new IPAddress(bytes) };
    }

    private static List<ReadOnlyMemory<byte>> Strings(ref WireReader reader, int end)
    {
        var strings = new List<ReadOnlyMemory<byte>>(1);
        while (reader.Position < end && !reader.HasFailed)
        {
            strings.Add(reader.CharacterString().ToArray());
        }

        return strings;
    }

    private static SoaRecord Soa(ref WireReader reader, string name, TimeSpan timeToLive) => new()
    {
        Name = name,
        Type = DnsRecordType.Soa,
        TimeToLive = timeToLive,
        PrimaryServer = reader.Name(),
        Mailbox = reader.Name(),
        Serial = reader.UInt32(),
        Refresh = reader.Duration(),
        Retry = reader.Duration(),
        Expire = reader.Duration(),
        Minimum = reader.Duration(),
    };

    private static SrvRecord Srv(ref WireReader reader, string name, TimeSpan timeToLive) => new()
    {
        Name = name,
        Type = DnsRecordType.Srv,
        TimeToLive = timeToLive,
        Priority = reader.UInt16(),
        Weight = reader.UInt16(),
        Port = reader.UInt16(),
        Target = reader.Name(),
    };

    private static CaaRecord Caa(ref WireReader reader, string name, TimeSpan timeToLive, int end) => new()
    {
        Name = name,
        Type = DnsRecordType.Caa,
        TimeToLive = timeToLive,
        IsCritical = (reader.Byte() & 0x80) != 0,
        Tag = Encoding.ASCII.GetString(reader.CharacterString()),
        Value = Encoding.UTF8.GetString(Rest(ref reader, end)),
    };

    private static TlsaRecord Tlsa(ref WireReader reader, string name, TimeSpan timeToLive, int end) => new()
    {
        Name = name,
        Type = DnsRecordType.Tlsa,
        TimeToLive = timeToLive,
        Usage = reader.Byte(),
        Selector = reader.Byte(),
        MatchingType = reader.Byte(),
        Data = Rest(ref reader, end).ToArray(),
    };
}
