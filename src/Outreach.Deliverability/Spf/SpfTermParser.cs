using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Outreach.Deliverability;

/// <summary>Reads one term (RFC 7208 §12).</summary>
internal sealed partial class SpfTermParser(string term, int offset)
{
    private static readonly Dictionary<string, SpfTermKind> Mechanisms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["all"] = SpfTermKind.All,
        ["include"] = SpfTermKind.Include,
        ["a"] = SpfTermKind.A,
        ["mx"] = SpfTermKind.Mx,
        ["ptr"] = SpfTermKind.Ptr,
        ["ip4"] = SpfTermKind.Ip4,
        ["ip6"] = SpfTermKind.Ip6,
        ["exists"] = SpfTermKind.Exists,
    };

    public SpfTerm Parse()
    {
        var modifier = ModifierName().Match(term);
        return modifier.Success ? ParseModifier(modifier.Groups["name"].Value) : ParseMechanism();
    }

    private SpfTerm ParseModifier(string name)
    {
        var kind = name.ToLowerInvariant() switch
        {
            "redirect" => SpfTermKind.Redirect,
            "exp" => SpfTermKind.Explanation,
            _ => SpfTermKind.OtherModifier,
        };
        var value = term[(name.Length + 1)..];
        var position = offset + name.Length + 1;
        var macros = kind == SpfTermKind.OtherModifier ? SpfMacroText.Parse(value, position) : SpfMacroText.ParseDomain(value, position);
        return new SpfTerm { Text = term, Kind = kind, Domain = value, Macros = macros };
    }

    private SpfTerm ParseMechanism()
    {
        var qualifier = term[0] switch
        {
            '-' => SpfVerdict.Fail,
            '~' => SpfVerdict.SoftFail,
            '?' => SpfVerdict.Neutral,
            _ => SpfVerdict.Pass,
        };
        var start = term[0] is '+' or '-' or '~' or '?' ? 1 : 0;
        var end = term.AsSpan(start).IndexOfAny(':', '/');
        var name = end < 0 ? term[start..] : term.Substring(start, end);
        if (!Mechanisms.TryGetValue(name, out var kind))
        {
            throw Error(start, $"Remove or correct \"{name}\": there is no such mechanism.");
        }

        var rest = start + name.Length;
        var parsed = new SpfTerm { Text = term, Kind = kind, Qualifier = qualifier };
        return kind switch
        {
            SpfTermKind.All => rest == term.Length ? parsed : throw Error(rest, "Remove what follows \"all\"."),
            SpfTermKind.Ip4 => WithNetwork(parsed, rest, AddressFamily.InterNetwork),
            SpfTermKind.Ip6 => WithNetwork(parsed, rest, AddressFamily.InterNetworkV6),
            SpfTermKind.A or SpfTermKind.Mx => WithDomainAndPrefixes(parsed, rest),
            _ => WithDomain(parsed, rest, term.Length, isOptional: kind == SpfTermKind.Ptr),
        };
    }

    private SpfTerm WithDomainAndPrefixes(SpfTerm parsed, int start)
    {
        var prefixes = Prefixes().Match(term, start);
        var four = prefixes.Groups["four"];
        var six = prefixes.Groups["six"];
        return WithDomain(parsed, start, prefixes.Index, isOptional: true) with
        {
            IPv4Prefix = four.Success ? Prefix(four, 32) : 32,
            IPv6Prefix = six.Success ? Prefix(six, 128) : 128,
        };
    }

    private SpfTerm WithDomain(SpfTerm parsed, int start, int end, bool isOptional)
    {
        if (start == end && isOptional)
        {
            return parsed;
        }

        if (start >= end || term[start] != ':')
        {
            throw Error(start, "Put a colon and a domain behind the mechanism's name, such as include:_spf.example.com.");
        }

        var value = term[(start + 1)..end];
        return parsed with { Domain = value, Macros = SpfMacroText.ParseDomain(value, offset + start + 1) };
    }

    private SpfTerm WithNetwork(SpfTerm parsed, int start, AddressFamily family)
    {
        var bits = family == AddressFamily.InterNetwork ? 32 : 128;
        var slash = term.IndexOf('/', start);
        var end = slash < 0 ? term.Length : slash;
        var prefix = bits;
        if (slash >= 0)
        {
            var match = Number().Match(term, slash + 1);
            prefix = match.Success ? Prefix(match, bits) : throw Error(slash, $"Write the prefix length as a number from 0 to {bits}.");
        }

        if (start >= end || term[start] != ':' || !TryReadAddress(term[(start + 1)..end], family, out var address))
        {
            throw Error(start, family == AddressFamily.InterNetwork ? "Write an address such as ip4:192.0.2.1." : "Write an address such as ip6:2001:db8::1.");
        }

        return parsed with { Network = SpfNetworks.Create(address!, prefix) };
    }

    private static bool TryReadAddress(string text, AddressFamily family, out IPAddress? address)
    {
        // The base library also reads octal numbers, zones and brackets.
        address = null;
        return (family == AddressFamily.InterNetwork ? IPv4Address().IsMatch(text) : text.AsSpan().IndexOfAny('%', '[') < 0)
            && IPAddress.TryParse(text, out address) && address.AddressFamily == family;
    }

    private int Prefix(Group number, int most) =>
        int.TryParse(number.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= most && (number.Length == 1 || number.Value[0] != '0')
            ? value
            : throw Error(number.Index, $"Write the prefix length as a number from 0 to {most}.");

    private SpfSyntaxException Error(int position, string message) => new(offset + position, message);

    [GeneratedRegex(@"^(?<name>[A-Za-z][A-Za-z0-9\-_.]*)=", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ModifierName();

    [GeneratedRegex(@"(/(?<four>[0-9]+))?(//(?<six>[0-9]+))?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Prefixes();

    [GeneratedRegex(@"\G[0-9]+\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"^(0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]{0,2})){3}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex IPv4Address();
}
