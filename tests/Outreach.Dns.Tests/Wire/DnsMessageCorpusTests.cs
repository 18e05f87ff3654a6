using System.Text.Json;
using Outreach.Dns.Wire;
using Outreach.TestServers;

namespace Outreach.Dns.Tests.Wire;

/// <summary>Messages that dnspython and Net::DNS read.</summary>
public sealed class DnsMessageCorpusTests
{
    [Fact]
    public void Read_MessagesOfTheCorpus_GivesWhatDnspythonGives()
    {
        using var cases = ConformanceCorpus.Json("dns", "messages.json");
        var failed = new List<string>();
        var run = 0;
        foreach (var test in cases.RootElement.EnumerateArray())
        {
            run++;
            if (Difference(test) is { } difference)
            {
                failed.Add($"{test.GetProperty("id")}: {difference}");
            }
        }

        ConformanceCorpus.Report("dns messages", run, failed, 0, []);
    }

    private static string? Difference(JsonElement test)
    {
        var expected = test.GetProperty("dnspython");
        if (DnsMessageReader.Read(Convert.FromHexString(test.GetProperty("wire_hex").GetString()!)) is not { } message)
        {
            return "not read";
        }

        var question = expected.GetProperty("question").EnumerateArray().Select(item => item[0].GetString()!.TrimEnd('.')).Single();
        return message.Header.Id != expected.GetProperty("id").GetInt32() ? "id"
            : message.Question!.Value.Name != question ? $"question {message.Question}"
            : message.Header.IsTruncated != expected.GetProperty("flags").GetString()!.Split(' ').Contains("TC") ? "flags"
            : (message.EdnsPayload ?? -1) != (expected.GetProperty("edns_payload") is { ValueKind: JsonValueKind.Number } payload ? payload.GetInt32() : -1) ? "EDNS"
            : Code(message.ResponseCode) != expected.GetProperty("rcode").GetString() ? $"code {message.ResponseCode}"
            : Section(message.Answers, expected.GetProperty("answer"))
            ?? Section(message.Authority, expected.GetProperty("authority"))
            ?? Section(message.Additional, expected.GetProperty("additional"));
    }

    private static string? Section(IReadOnlyList<DnsRecord> records, JsonElement expected)
    {
        var known = records.Where(record => record is not UnknownRecord).Select(record =>
            $"{WireText.Name(record.Name)} {record.Type.ToString().ToUpperInvariant()} {record.TimeToLive.TotalSeconds} {WireText.Of(record)}");
        var wanted = expected.EnumerateArray().Where(item => Enum.TryParse<DnsRecordType>(item[1].GetString(), ignoreCase: true, out _))
            .Select(item => $"{item[0]} {item[1]} {item[2]} {item[3]}");
        if (records.Count != expected.GetArrayLength())
        {
            return $"{records.Count} records instead of {expected.GetArrayLength()}";
        }

        var difference = known.Order(StringComparer.Ordinal).Zip(wanted.Order(StringComparer.Ordinal)).FirstOrDefault(pair => pair.First != pair.Second);
        return difference.First is null ? null : $"{difference.First} instead of {difference.Second}";
    }

    private static string Code(int code) => code switch
    {
        0 => "NOERROR",
        1 => "FORMERR",
        2 => "SERVFAIL",
        3 => "NXDOMAIN",
        4 => "NOTIMP",
        5 => "REFUSED",
        _ => code.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
