namespace Outreach.Deliverability.Tests.Dmarc;

/// <summary>What RFC 9989 adds.</summary>
public sealed class DmarcEvaluatorTests
{
    [Fact]
    public async Task Discover_LongName_AsksEightQuestionsAtMost()
    {
        var dns = new ZoneResolver().Txt("_dmarc.example.com", "v=DMARC1; p=reject");

        var discovery = await new DmarcEvaluator(dns).DiscoverAsync("a.b.c.d.e.f.g.h.i.j.k.example.com", TestContext.Current.CancellationToken);

        Assert.Equal("example.com", discovery.OrganizationalDomain);
        Assert.Equal(
            [
                "_dmarc.a.b.c.d.e.f.g.h.i.j.k.example.com", "_dmarc.g.h.i.j.k.example.com", "_dmarc.h.i.j.k.example.com", "_dmarc.i.j.k.example.com",
                "_dmarc.j.k.example.com", "_dmarc.k.example.com", "_dmarc.example.com", "_dmarc.com",
            ],
            dns.Asked);
    }

    [Fact]
    public async Task Discover_PublicSuffixWithRecord_PutsTheOrganisationOneBelow()
    {
        var dns = new ZoneResolver().Txt("_dmarc.bank", "v=DMARC1; p=reject; sp=quarantine; psd=y");

        var discovery = await new DmarcEvaluator(dns).DiscoverAsync("a.mail.giant.bank", TestContext.Current.CancellationToken);

        Assert.Equal("giant.bank", discovery.OrganizationalDomain);
        Assert.Equal("bank", discovery.PolicyDomain);
    }

    [Fact]
    public async Task Discover_RecordThatSaysNoSuffix_EndsTheWalk()
    {
        var dns = new ZoneResolver()
            .Txt("_dmarc.mail.example.com", "v=DMARC1; p=none; psd=n")
            .Txt("_dmarc.example.com", "v=DMARC1; p=reject");

        var discovery = await new DmarcEvaluator(dns).DiscoverAsync("a.mail.example.com", TestContext.Current.CancellationToken);

        Assert.Equal("mail.example.com", discovery.OrganizationalDomain);
        Assert.Equal("mail.example.com", discovery.PolicyDomain);
    }

    [Fact]
    public async Task Discover_NoRecordAnywhere_TakesThePublicSuffixList()
    {
        var discovery = await new DmarcEvaluator(new ZoneResolver()).DiscoverAsync("a.shop.example.co.uk", TestContext.Current.CancellationToken);

        Assert.Equal("example.co.uk", discovery.OrganizationalDomain);
        Assert.Null(discovery.PolicyDomain);
    }

    [Theory]
    [InlineData("real.example.com", DmarcPolicy.Quarantine)]
    [InlineData("invented.example.com", DmarcPolicy.Reject)]
    [InlineData("example.com", DmarcPolicy.None)]
    public async Task Evaluate_Subdomain_HasThePolicyForItsKind(string domain, DmarcPolicy expected)
    {
        var dns = new ZoneResolver().Txt("_dmarc.example.com", "v=DMARC1; p=none; sp=quarantine; np=reject").Address("real.example.com", "192.0.2.1");

        var result = await EvaluateAsync(dns, domain);

        Assert.Equal(expected, result.Disposition);
    }

    [Theory]
    [InlineData("v=DMARC1; p=reject; t=y", DmarcPolicy.Quarantine)]
    [InlineData("v=DMARC1; p=quarantine; t=y", DmarcPolicy.None)]
    [InlineData("v=DMARC1; p=reject; t=n", DmarcPolicy.Reject)]
    [InlineData("v=DMARC1; p=reject; pct=0", DmarcPolicy.Reject)]
    public async Task Evaluate_PolicyUnderTest_IsTheNextMilderOne(string record, DmarcPolicy expected)
    {
        var result = await EvaluateAsync(new ZoneResolver().Txt("_dmarc.example.com", record), "example.com");

        Assert.Equal(DmarcVerdict.Fail, result.Verdict);
        Assert.Equal(expected, result.Disposition);
    }

    [Fact]
    public async Task Evaluate_DnsSilent_IsTemporary()
    {
        var result = await EvaluateAsync(new ZoneResolver().Silent("_dmarc.example.com"), "example.com");

        Assert.Equal(DmarcVerdict.TempError, result.Verdict);
    }

    private static Task<DmarcResult> EvaluateAsync(ZoneResolver dns, string domain) =>
        new DmarcEvaluator(dns).EvaluateAsync(new DmarcMessage { FromDomain = domain }, TestContext.Current.CancellationToken);
}
