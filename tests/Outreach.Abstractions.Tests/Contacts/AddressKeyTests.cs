namespace Outreach.Tests.Contacts;

public sealed class AddressKeyTests
{
    [Theory]
    [InlineData("Anna@Example.COM", "anna@example.com")]
    [InlineData("  anna@example.com. ", "anna@example.com")]
    [InlineData("anna@bücher.example", "anna@xn--bcher-kva.example")]
    [InlineData("ANNA@BÜCHER.example", "anna@xn--bcher-kva.example")]
    [InlineData("anna@xn--bcher-kva.example", "anna@xn--bcher-kva.example")]
    [InlineData("\"a@b\"@example.com", "\"a@b\"@example.com")]
    [InlineData("no address", "no address")]
    [InlineData("anna@", "anna@")]
    public void FromEmail_MakesOneKeyOfAllSpellings(string address, string key) => Assert.Equal(key, AddressKey.FromEmail(address));

    [Fact]
    public void FromEmail_JoinsComposedAndDecomposedLetters() =>
        Assert.Equal(AddressKey.FromEmail("jo\u0301@example.com"), AddressKey.FromEmail("jó@example.com"));

    [Theory]
    [InlineData("Example.com", "@example.com")]
    [InlineData("@example.com.", "@example.com")]
    [InlineData("bücher.example", "@xn--bcher-kva.example")]
    public void FromDomain_StartsWithAt(string domain, string key) => Assert.Equal(key, AddressKey.FromDomain(domain));

    [Theory]
    [InlineData("anna@example.com", "@example.com")]
    [InlineData("anna", "")]
    public void DomainKeyOf_IsTheKeyOfTheWholeDomain(string key, string domain) => Assert.Equal(domain, AddressKey.DomainKeyOf(key));
}
