using Outreach.TestServers;

namespace Outreach.Dns.Tests.PublicSuffixes;

public sealed class PublicSuffixListTests
{
    [Fact]
    public void GetRegistrableDomain_TestsOfTheList_Agree()
    {
        using var text = new StreamReader(ConformanceCorpus.PathOf("psl", "public_suffix_list.dat"));
        var list = PublicSuffixList.Parse(text);
        var failed = new List<string>();
        var run = 0;
        foreach (var line in File.ReadLines(ConformanceCorpus.PathOf("psl", "tests.txt")))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length != 2 || line.StartsWith("//", StringComparison.Ordinal))
            {
                continue;
            }

            run++;
            var actual = list.GetRegistrableDomain(words[0] == "null" ? "" : words[0]);
            var expected = words[1] == "null" ? null : words[1];
            DnsName.TryNormalize(expected ?? "", out var normalized);
            if (actual != (expected is null ? null : normalized))
            {
                failed.Add($"{line}: {actual}");
            }
        }

        ConformanceCorpus.Report("public suffixes", run, failed, 0, []);
    }

    [Theory]
    [InlineData("news.shop.example.co.uk", "example.co.uk")]
    [InlineData("EXAMPLE.com", "example.com")]
    [InlineData("www.食狮.公司.cn", "xn--85x722f.xn--55qx5d.cn")]
    [InlineData("a.b.unlisted", "b.unlisted")]
    [InlineData("www.city.kawasaki.jp", "city.kawasaki.jp")]
    [InlineData("a.b.kawasaki.jp", "a.b.kawasaki.jp")]
    [InlineData("b.kawasaki.jp", null)]
    [InlineData("com", null)]
    [InlineData("", null)]
    [InlineData("..", null)]
    [InlineData("me.github.io", "me.github.io")]
    public void GetRegistrableDomain_WithTheListOfThePackage_IsWhatSomebodyRegistered(string domain, string? expected) =>
        Assert.Equal(expected, PublicSuffixList.Default.GetRegistrableDomain(domain));

    [Fact]
    public void GetPublicSuffix_AnyDomain_IsItsEnd()
    {
        Assert.Equal("co.uk", PublicSuffixList.Default.GetPublicSuffix("a.b.co.uk"));
        Assert.Equal("unlisted", PublicSuffixList.Default.GetPublicSuffix("unlisted"));
        Assert.Null(PublicSuffixList.Default.GetPublicSuffix(""));
    }

    [Fact]
    public void Parse_TextWithoutRules_SaysWhatToLoad()
    {
        var exception = Assert.Throws<FormatException>(() => PublicSuffixList.Parse(new StringReader("// nothing\n\n")));

        Assert.Contains("publicsuffix.org", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Source_Replaced_GivesTheNewList()
    {
        var source = new PublicSuffixSource();
        source.Replace(PublicSuffixList.Parse(new StringReader("example\nshop.example")));

        Assert.Equal("a.shop.example", source.Current.GetRegistrableDomain("www.a.shop.example"));
    }
}
