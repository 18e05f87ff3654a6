namespace Outreach.Dns.Wire;

/// <summary>Reads messages (RFC 1035 §4.1). Time and memory follow the size of the message, which is at most 65,535 octets.</summary>
internal static class DnsMessageReader
{
    private const int Internet = 1;
    private const int Opt = 41;

    /// <summary>Reads a message; null if it isn't one, or is cut off.</summary>
    public static DnsMessage? Read(ReadOnlySpan<byte> bytes)
    {
        if (!DnsHeader.TryRead(bytes, out var header))
        {
            return null;
        }

        var reader = new WireReader(bytes);
        reader.Take(DnsHeader.Size);
        DnsQuestion? question = null;
        for (var i = 0; i < header.Questions && !reader.HasFailed; i++)
        {
            var next = ReadQuestion(ref reader);
            question ??= next;
        }

        var edns = default(Edns);
        var answers = ReadRecords(ref reader, header.Answers, ref edns);
        var authority = ReadRecords(ref reader, header.Authority, ref edns);
        var additional = ReadRecords(ref reader, header.Additional, ref edns);
        return reader.HasFailed
            ? null
            : new DnsMessage
            {
                Header = header,
                Question = question,
                Answers = answers,
                Authority = authority,
                Additional = additional,
                EdnsPayload = edns.Payload,
                ResponseCode = header.ResponseCode | (edns.UpperCode << 4),
            };
    }

    /// <summary>Reads header and first question only, which a cut-off message has, too.</summary>
    public static DnsQuestion? ReadQuestion(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        reader.Take(DnsHeader.Size);
        var question = ReadQuestion(ref reader);
        return reader.HasFailed ? null : question;
    }

    private static DnsQuestion ReadQuestion(ref WireReader reader)
    {
        var name = reader.Name();
        var type = (DnsRecordType)reader.UInt16();
        return new DnsQuestion(name, type, reader.UInt16());
    }

    private static List<DnsRecord> ReadRecords(ref WireReader reader, int count, ref Edns edns)
    {
        // The count is a claim; each record takes at least eleven octets.
        var records = new List<DnsRecord>(Math.Min(count, 16));
        for (var i = 0; i < count && !reader.HasFailed; i++)
        {
            var name = reader.Name();
            int type = reader.UInt16();
            int recordClass = reader.UInt16();
            if (type == Opt)
            {
                // RFC 6891 §6.1.2: the fields of a record have another meaning here.
                edns = new Edns(recordClass, (int)(reader.UInt32() >> 24));
                reader.Take(reader.UInt16());
                continue;
            }

            var timeToLive = reader.Duration();
            var record = RecordData.Read(ref reader, name, (DnsRecordType)type, timeToLive);
            if (record is not null && recordClass == Internet)
            {
                records.Add(record);
            }
        }

        return records;
    }

    private readonly record struct Edns(int? Payload, int UpperCode);
}
