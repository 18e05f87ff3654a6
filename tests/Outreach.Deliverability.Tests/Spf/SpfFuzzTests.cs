using System.Net;
using System.Text;
using Outreach.TestServers;

namespace Outreach.Deliverability.Tests.Spf;

/// <summary>Records that nobody means well with.</summary>
public sealed class SpfFuzzTests
{
    private static readonly string[] Pieces =
    [
        "v=spf1 ", "include:", "redirect=", "exp=", "a:", "mx", "ptr:", "ip4:", "ip6:", "exists:", "all", "-", "~", "?", "+", "%{", "}", "%{i}", "%{ir}", "%{p}", "%{S}", "%{d99999999999}",
        "%{l1r-+,/_=}", "%%", "%_", "%-", "%", "/", "//", "/24", "//64", ".", "..", "a.test", "[", ":", "::1", "192.0.2.1", "0192.1", "=", " ", "  ", "\t", "\0", "\u00fc", "x=",
        "v=DMARC1; ", "p=", "reject", ";", "rua=mailto:a@b.c", "psd=y", "v=STSv1", "mode: enforce\n", "mx: *.a.test\n", "max_age: 86400\n", "version: STSv1\n",
    ];

    [Fact]
    public Task Parsers_OfRecords_NeverThrowAndStayWithinTheirBounds() =>
        FuzzLoop.RunAsync(static seed => Make(new Random(seed)), Check, static text => text.Length * sizeof(char), static text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public async Task Check_RecordsThatIncludeEachOtherManyTimes_StopsAtTheLimit()
    {
        var dns = new ZoneResolver();
        for (var i = 0; i < 20; i++)
        {
            dns.Txt($"n{i}.test", $"v=spf1 {string.Join(' ', Enumerable.Range(0, 20).Select(j => $"include:n{j}.test"))}");
        }

        var client = new SpfClient { Address = IPAddress.Parse("192.0.2.1"), MailFrom = "a@n0.test", Helo = "n0.test" };
        var result = await new SpfEvaluator(dns).CheckAsync(client, TestContext.Current.CancellationToken);

        Assert.Equal(SpfVerdict.PermError, result.Verdict);
        Assert.InRange(dns.Questions, 1, 12);
    }

    [Fact]
    public async Task Check_MacrosThatGrow_AreStopped()
    {
        var dns = new ZoneResolver().Txt("a.test", $"v=spf1 exists:{string.Concat(Enumerable.Repeat("%{s}", 2000))}.test -all");
        var client = new SpfClient { Address = IPAddress.Parse("192.0.2.1"), MailFrom = new string('x', 60) + "@a.test", Helo = "a.test" };

        var result = await new SpfEvaluator(dns).CheckAsync(client, TestContext.Current.CancellationToken);

        Assert.Equal(SpfVerdict.PermError, result.Verdict);
    }

    private static void Check(string text)
    {
        if (SpfRecord.TryParse(text, out var record, out var error))
        {
            Assert.True(SpfRecord.TryParse(SpfRecord.Authorize(record, [IPAddress.Loopback], ["a.test"]), out _, out error), error.ToString());
        }
        else
        {
            Assert.InRange(error.Position, 0, text.Length);
            Assert.NotEmpty(error.Message);
        }

        if (DmarcRecord.TryParse(text, out var dmarc))
        {
            Assert.Equal(text, dmarc.Text);
        }

        Assert.NotEqual(MtaStsPolicy.TryParse(text, out _, out var problem), problem.Length > 0);
    }

    private static string Make(Random random)
    {
        var text = new StringBuilder(random.Next(3) switch { 0 => "v=spf1 ", 1 => "v=DMARC1; ", _ => "" });
        for (var count = random.Next(30); count > 0; count--)
        {
            text.Append(Pieces[random.Next(Pieces.Length)]);
        }

        return text.ToString();
    }
}
