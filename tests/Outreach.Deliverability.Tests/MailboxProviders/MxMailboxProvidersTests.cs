using Outreach.Dns;

namespace Outreach.Deliverability.Tests.MailboxProviders;

/// <summary>Mailbox providers by their exchangers.</summary>
public sealed class MxMailboxProvidersTests
{
    [Theory]
    [InlineData("aspmx.l.google.com", "gmail")]
    [InlineData("ALT1.ASPMX.L.GOOGLE.COM.", "gmail")]
    [InlineData("example-com.mail.protection.outlook.com", "outlook")]
    [InlineData("example-com.r-v1.mx.microsoft", "outlook")]
    [InlineData("mx-eu.mail.am0.yahoodns.net", "yahoo")]
    [InlineData("notgoogle.com", null)]
    [InlineData("mx.example.com", null)]
    [InlineData("", null)]
    public void Table_FindsByTheEndOfTheName(string host, string? provider) => Assert.Equal(provider, MailboxProviderTable.Default.FindByHost(host));

    [Theory]
    [InlineData("220 mx.google.com ESMTP x-gsmtp", "gmail")]
    [InlineData("220-AM0EUR02FT.mail.protection.outlook.com Microsoft ESMTP MAIL Service ready", "outlook")]
    [InlineData("220 mail.example.com ESMTP Postfix", null)]
    [InlineData("", null)]
    public void Table_FindsByGreeting(string greeting, string? provider) => Assert.Equal(provider, MailboxProviderTable.Default.FindByGreeting(greeting));

    [Fact]
    public void Table_WithAnotherForm_IsRefused() => Assert.Contains("google.com gmail", Assert.Throws<FormatException>(() => MailboxProviderTable.Parse(["a b c"])).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Find_UnknownDomain_IsLookedUpOnceInTheBackground()
    {
        var dns = new ZoneResolver().Mx("company.test", "mx.example.test", 20).Mx("company.test", "aspmx.l.google.com", 10);
        using var providers = new MxMailboxProviders(dns, new Fixed());
        Assert.Equal("fixed", providers.Find("free.test"));
        Assert.Equal("gmail", await providers.FindAsync("company.test", TestContext.Current.CancellationToken));

        Assert.Equal("gmail", providers.Find("COMPANY.test"));
        Assert.Equal("gmail", await providers.FindAsync("company.test", TestContext.Current.CancellationToken));
        Assert.Equal(1, dns.Questions);

        Assert.Null(providers.Find("none.test"));
        Assert.Null(providers.Find("none.test"));
        for (var i = 0; i < 2_400 && dns.Questions < 2; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, dns.Questions);
    }

    [Fact]
    public async Task Learn_Greeting_CountsWhereNamesTellNothing()
    {
        var dns = new ZoneResolver().Mx("company.test", "mx.company.test");
        using var providers = new MxMailboxProviders(dns);
        Assert.Null(await providers.FindAsync("company.test", TestContext.Current.CancellationToken));

        providers.Learn("company.test", "220 mail.company.test ready");
        Assert.Null(providers.Find("company.test"));
        providers.Learn("company.test", "220 mx.google.com ESMTP");

        Assert.Equal("gmail", providers.Find("company.test"));
    }

    [Fact]
    public async Task LookUp_WhereTheResolverThrows_GoesOnWithTheNextDomain()
    {
        var dns = new ZoneResolver().Mx("company.test", "aspmx.l.google.com");
        using var providers = new MxMailboxProviders(new Throwing(dns, "broken.test"));

        Assert.Null(providers.Find("broken.test"));
        Assert.Null(providers.Find("company.test"));
        for (var i = 0; i < 600 && providers.Find("company.test") is null; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal("gmail", providers.Find("company.test"));
        Assert.Null(providers.Find("broken.test"));
    }

    /// <summary>A resolver of the host's that does not keep to the contract.</summary>
    private sealed class Throwing(IDnsResolver dns, string name) : IDnsResolver
    {
        public ValueTask<DnsAnswer> QueryAsync(string question, DnsRecordType type, CancellationToken cancellationToken = default) =>
            question == name ? throw new InvalidOperationException("broken") : dns.QueryAsync(question, type, cancellationToken);
    }

    private sealed class Fixed : IMailboxProviderResolver
    {
        public string? Find(string domain) => domain == "free.test" ? "fixed" : null;
    }
}
