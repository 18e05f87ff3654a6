using Outreach.Dns.Tests.Resolving;
using Outreach.TestServers;

namespace Outreach.Dns.Tests.MailExchangers;

/// <summary>Mail exchangers (RFC 5321 §5.1) from BIND.</summary>
public sealed class MailExchangerResolverTests(DnsServerFixture fixture) : IClassFixture<DnsServerFixture>
{
    [Theory]
    [InlineData("mail.test", "10 main.mail.test, 20 backup.mail.test")]
    [InlineData("MAIL.test.", "10 main.mail.test, 20 backup.mail.test")]
    [InlineData("alias.mail.test", "10 main.mail.test, 20 backup.mail.test")]
    [InlineData("both.mail.test", "5 main.mail.test")]
    [InlineData("implicit.mail.test", "0 implicit.mail.test")]
    [InlineData("implicit6.mail.test", "0 implicit6.mail.test")]
    [InlineData("alias-of-host.mail.test", "0 alias-of-host.mail.test")]
    public async Task Find_DomainTakesMail_GivesItsExchangersInOrder(string domain, string expected)
    {
        var answer = await FindAsync(domain);

        Assert.Equal(MailExchangerStatus.Found, answer.Status);
        Assert.Equal(expected, string.Join(", ", answer.Exchangers.Select(one => $"{one.Preference} {one.Host}")));
    }

    [Theory]
    [InlineData("closed.mail.test", MailExchangerStatus.NoMail, "null MX")]
    [InlineData("no.mail.test", MailExchangerStatus.DomainNotFound, "does not exist")]
    [InlineData("a..b", MailExchangerStatus.DomainNotFound, "does not exist")]
    [InlineData("bare.mail.test", MailExchangerStatus.NoServer, "neither a mail exchanger nor an address")]
    [InlineData("name.broken.test", MailExchangerStatus.TemporaryFailure, "SERVFAIL")]
    [InlineData("loop1.outreach.test", MailExchangerStatus.TemporaryFailure, "could not be asked")]
    public async Task Find_DomainTakesNoMail_SaysWhy(string domain, MailExchangerStatus expected, string detail)
    {
        var answer = await FindAsync(domain);

        Assert.Equal(expected, answer.Status);
        Assert.Empty(answer.Exchangers);
        Assert.Contains(detail, answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_NobodyAnswers_IsTemporaryAndTriesNoAddress()
    {
        await fixture.Server.DropAsync("quiet.mail.test");

        var answer = await FindAsync("quiet.mail.test");

        Assert.Equal(MailExchangerStatus.TemporaryFailure, answer.Status);
    }

    [Fact]
    public async Task FindAddresses_OfEachKindOfHost_GivesThemOrSaysWhy()
    {
        var resolver = Resolver();
        var token = TestContext.Current.CancellationToken;

        Assert.Equal(["127.0.0.1", "::1"], (await resolver.FindAddressesAsync("main.mail.test", token)).Addresses.Select(one => one.ToString()));
        var missing = await resolver.FindAddressesAsync("nothing.mail.test", token);
        Assert.Equal((0, false, "nothing.mail.test does not exist"), (missing.Addresses.Count, missing.IsTemporaryFailure, missing.Detail));
        Assert.True((await resolver.FindAddressesAsync("host.broken.test", token)).IsTemporaryFailure);
    }

    private MailExchangerResolver Resolver() =>
        new(new DnsResolver(new DnsResolverOptions { Servers = [fixture.Server.EndPoint], AttemptTimeout = TimeSpan.FromSeconds(2), Attempts = 1 }));

    private async Task<MailExchangerAnswer> FindAsync(string domain) => await Resolver().FindAsync(domain, TestContext.Current.CancellationToken);
}
