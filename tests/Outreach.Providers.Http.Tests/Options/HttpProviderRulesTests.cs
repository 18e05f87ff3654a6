namespace Outreach.Providers.Http.Tests;

public sealed class HttpProviderRulesTests
{
    [Theory]
    [InlineData("https://api.example.com", true)]
    [InlineData("https://api.example.com/proxy", true)]
    [InlineData("http://localhost:8080", true)]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://api.example.com", false)]
    [InlineData("ftp://api.example.com", false)]
    [InlineData("https://user@api.example.com", false)]
    [InlineData("https://api.example.com/?key=1", false)]
    [InlineData("https://api.example.com/#a", false)]
    public void Address_MustKeepCredentialsSafe(string address, bool isGood) =>
        Assert.Equal(isGood, HttpProviderRules.Address(new TestOptions { BaseAddress = new Uri(address) }, "TestOptions") is null);

    [Fact]
    public void Address_ThatIsRelative_IsRefused() =>
        Assert.NotNull(HttpProviderRules.Address(new TestOptions { BaseAddress = new Uri("/v3", UriKind.Relative) }, "TestOptions"));

    [Theory]
    [InlineData("SG.abc-123", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a b", false)]
    [InlineData("a\r\nX-Evil: 1", false)]
    [InlineData("clé", false)]
    public void Secret_MustFitIntoAHeader(string? secret, bool isGood) =>
        Assert.Equal(isGood, HttpProviderRules.Secret(secret, "TestOptions.Key", "look there.") is null);
}
