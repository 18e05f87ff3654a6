using System.Globalization;
using System.Text;

namespace Outreach.Dns.Tests.Wire;

/// <summary>Records as zone files have them, for comparing with other readers.</summary>
internal static class WireText
{
    public static string Of(DnsRecord record) => record switch
    {
        AddressRecord address => address.Address.ToString(),
        NameRecord name => Name(name.Target),
        MxRecord mx => $"{mx.Preference} {Name(mx.Exchange)}",
        TxtRecord txt => string.Join(' ', txt.Strings.Select(part => Quote(part.Span))),
        SrvRecord srv => $"{srv.Priority} {srv.Weight} {srv.Port} {Name(srv.Target)}",
        CaaRecord caa => $"{(caa.IsCritical ? 128 : 0)} {caa.Tag} \"{caa.Value}\"",
        TlsaRecord tlsa => $"{tlsa.Usage} {tlsa.Selector} {tlsa.MatchingType} {Convert.ToHexStringLower(tlsa.Data.Span)}",
        SoaRecord soa => $"{Name(soa.PrimaryServer)} {Name(soa.Mailbox)} {soa.Serial} {soa.Refresh.TotalSeconds} {soa.Retry.TotalSeconds} "
            + $"{soa.Expire.TotalSeconds} {soa.Minimum.TotalSeconds}",
        _ => "",
    };

    public static string Name(string name) => name + ".";

    private static string Quote(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder("\"");
        foreach (var octet in octets)
        {
            text.Append(octet switch
            {
                (byte)'"' or (byte)'\\' => $"\\{(char)octet}",
                >= 0x20 and < 0x7F => ((char)octet).ToString(),
                _ => octet.ToString("\\\\000", CultureInfo.InvariantCulture),
            });
        }

        return text.Append('"').ToString();
    }
}
