using Outreach.Dns;

namespace Outreach.Deliverability.Tests.Addresses;

public sealed class AddressValidatorTests
{
    [Theory]
    [InlineData("ann@example.com", AddressVerdict.Valid, null)]
    [InlineData(" Ann@EXAMPLE.com ", AddressVerdict.Valid, null)]
    [InlineData("ann@b\u00fccher.example", AddressVerdict.Valid, null)]
    [InlineData("ann@noexchanger.example", AddressVerdict.Valid, null)]
    [InlineData("j\u00fcrgen@example.com", AddressVerdict.Valid, AddressIssueKind.International)]
    [InlineData("ann", AddressVerdict.Invalid, AddressIssueKind.Syntax)]
    [InlineData("ann@@example.com", AddressVerdict.Invalid, AddressIssueKind.Syntax)]
    [InlineData("ann@gone.example", AddressVerdict.Invalid, AddressIssueKind.NoDomain)]
    [InlineData("ann@nomail.example", AddressVerdict.Invalid, AddressIssueKind.NoMailServer)]
    [InlineData("ann@nothing.example", AddressVerdict.Invalid, AddressIssueKind.NoMailServer)]
    [InlineData("ann@silent.example", AddressVerdict.Unknown, AddressIssueKind.DnsFailed)]
    [InlineData("info@example.com", AddressVerdict.Risky, AddressIssueKind.Role)]
    [InlineData("No-Reply+x@example.com", AddressVerdict.Risky, AddressIssueKind.Role)]
    [InlineData("ann@mailinator.com", AddressVerdict.Risky, AddressIssueKind.Disposable)]
    [InlineData("ann@sub.mailinator.com", AddressVerdict.Risky, AddressIssueKind.Disposable)]
    [InlineData("ann@gmial.com", AddressVerdict.Risky, AddressIssueKind.Typo)]
    public async Task Validate_Address_SaysWhatSpeaksAgainstIt(string address, AddressVerdict verdict, AddressIssueKind? issue)
    {
        var result = await new AddressValidator(Zone()).ValidateAsync(address, TestContext.Current.CancellationToken);

        Assert.Equal(verdict, result.Verdict);
        Assert.Equal(issue, result.Issues.Count == 0 ? null : result.Issues.Single().Kind);
    }

    [Theory]
    [InlineData("ann@gmial.com", "ann@gmail.com")]
    [InlineData("ann@gmail.con", "ann@gmail.com")]
    [InlineData("ann@hotmial.co.uk", "ann@hotmail.co.uk")]
    [InlineData("ann@outlok.com", "ann@outlook.com")]
    [InlineData("ann@yaho.com", "ann@yahoo.com")]
    [InlineData("ann@company.con", "ann@company.com")]
    [InlineData("ann@gmail.com", null)]
    [InlineData("ann@company.com", null)]
    [InlineData("ann@mail.com", null)]
    [InlineData("ann@gmx.de", null)]
    [InlineData("ann@wemail.example", null)]
    public async Task Validate_MisspeltDomain_SuggestsTheRightOne(string address, string? expected) =>
        Assert.Equal(expected, (await new AddressValidator().ValidateAsync(address, TestContext.Current.CancellationToken)).Suggestion);

    [Fact]
    public void DisposableDomains_OfAHost_AreThoseOfItsFile()
    {
        var list = DisposableDomains.Parse(new StringReader("# ours\nthrow.example\n\nAWAY.example\n"));

        Assert.True(list.Contains("throw.example"));
        Assert.True(list.Contains("a.away.example"));
        Assert.False(list.Contains("example"));
        Assert.False(list.Contains("mailinator.com"));
    }

    [Fact]
    public void DisposableDomains_OfThePackage_HasNoLargeProvider()
    {
        using var reader = new StreamReader(typeof(AddressValidator).Assembly.GetManifestResourceStream("common_domains.txt")!);

        Assert.DoesNotContain(reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries), DisposableDomains.Default.Contains);
    }

    private static ZoneResolver Zone()
    {
        var dns = new ZoneResolver().Silent("silent.example").Mx("nomail.example", "", 0).Txt("nothing.example", "no mail here").Address("noexchanger.example", "9.9.9.9");
        foreach (var domain in (string[])["example.com", "xn--bcher-kva.example", "mailinator.com", "sub.mailinator.com", "gmial.com"])
        {
            dns.Mx(domain, "mx." + domain);
        }

        return dns;
    }
}
