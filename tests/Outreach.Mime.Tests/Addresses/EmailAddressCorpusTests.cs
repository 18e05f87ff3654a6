using System.Text.Json;
using System.Xml.Linq;
using Outreach.TestServers;

namespace Outreach.Mime.Tests.Addresses;

/// <summary>The isemail corpus. Cases where we decide otherwise are listed here and, with their reasons, in docs/reference/mime.md.</summary>
public sealed class EmailAddressCorpusTests(ITestOutputHelper output)
{
    /// <summary>Strict: id of expected.json → why our answer differs.</summary>
    private static readonly Dictionary<int, string> StrictExceptions = new()
    {
        [160] = "not ASCII: allowed since RFC 6531",
    };

    /// <summary>Lenient: id of expected.json → why our answer differs.</summary>
    private static readonly Dictionary<int, string> LenientExceptions = new()
    {
        [15] = "dot first: met in real mail",
        [16] = "dot last: met in real mail",
        [58] = "NUL: no control character enters a value",
        [115] = "control character, and backslash in a literal",
        [116] = "control character, and backslash in a literal",
        [117] = "backslash in a literal: the envelope has no such form",
        [124] = "DEL: no control character enters a value",
        [125] = "DEL: no control character enters a value",
        [134] = "LF: no line end enters a value",
        [138] = "BEL: no control character enters a value",
        [139] = "BEL: no control character enters a value",
        [160] = "not ASCII: allowed since RFC 6532",
    };

    [Fact]
    public void Strict_OverTheVerdictsForRfc5321_Agrees() => Run("valid_rfc5321_mailbox", AddressSyntax.Strict, StrictExceptions);

    [Fact]
    public void Lenient_OverTheVerdictsForRfc5322_Agrees() => Run("valid_rfc5322_addr_spec", AddressSyntax.Lenient, LenientExceptions);

    private void Run(string verdict, AddressSyntax syntax, Dictionary<int, string> exceptions)
    {
        using var cases = ConformanceCorpus.Json("email-address", "isemail", "expected.json");
        var wrong = new List<string>();
        var (run, excepted) = (0, 0);
        foreach (var item in cases.RootElement.EnumerateArray())
        {
            var id = item.GetProperty("id").GetInt32();
            var text = item.GetProperty("address").GetString()!;
            var expected = item.GetProperty(verdict).GetBoolean();
            var actual = EmailAddress.TryParse(text, syntax, out _, out var error);
            run++;
            if (exceptions.ContainsKey(id))
            {
                excepted++;
                expected = !expected;
            }

            if (actual != expected)
            {
                wrong.Add($"{id} {JsonSerializer.Serialize(text)} {item.GetProperty("diagnosis")}: expected {expected}, {error}");
            }
        }

        output.WriteLine($"isemail {verdict}: run {run}, passed {run - wrong.Count - excepted}, exceptions {excepted}, skipped 0");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Strict_OverTheOriginalSet_Agrees()
    {
        var root = XDocument.Load(ConformanceCorpus.PathOf("email-address", "isemail", "tests-original.xml")).Root!;
        var wrong = new List<string>();
        var (run, excepted) = (0, 0);
        foreach (var test in root.Elements("test"))
        {
            var id = (int)test.Attribute("id")!;
            var text = string.Concat(test.Element("address")!.Value.Select(c => c is >= '\u2400' and <= '\u2420' ? (char)(c - 0x2400) : c));
            var diagnosis = test.Element("diagnosis")!.Value;
            var strict = test.Element("category")!.Value is "ISEMAIL_VALID_CATEGORY" or "ISEMAIL_DNSWARN" or "ISEMAIL_RFC5321";
            var actual = EmailAddress.TryParse(text, AddressSyntax.Strict, out _, out var error);
            run++;

            // The corpus' newer set took these out of RFC 5321: "::" for a single group (its change of 2013-11-29).
            if (diagnosis == "ISEMAIL_RFC5321_IPV6DEPRECATED")
            {
                excepted++;
                strict = false;
            }

            if (actual != strict)
            {
                wrong.Add($"{id} {JsonSerializer.Serialize(text)} {diagnosis}: {error}");
            }
        }

        output.WriteLine($"isemail original: run {run}, passed {run - wrong.Count - excepted}, exceptions {excepted}, skipped 0");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
