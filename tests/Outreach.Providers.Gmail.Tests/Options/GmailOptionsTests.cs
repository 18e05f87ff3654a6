using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Outreach.Providers.Gmail.Tests;

public sealed class GmailOptionsTests
{
    [Fact]
    public void Options_ThatCanNotWork_SayWhatToDo_AndKeepSecrets()
    {
        AssertRefused("one of", static _ => { });
        AssertRefused("one of", static options => (options.RefreshToken, options.ServiceAccountJson) = ("canary-token", "canary-json"));
        AssertRefused("ClientId", static options => options.RefreshToken = "canary-token");
        AssertRefused("ClientSecret", static options => (options.RefreshToken, options.ClientId) = ("canary-token", "id"));
        AssertRefused("no key of a service account", static options => (options.ServiceAccountJson, options.User) = ("""{"private_key":"canary"}""", "ann@example.com"));
        AssertRefused("TokenAddress", static options =>
            (options.RefreshToken, options.ClientId, options.ClientSecret, options.TokenAddress) = ("canary-token", "id", "secret", new Uri("http://example.com/")));
        using var key = RSA.Create(2048);
        AssertRefused("User", options => options.ServiceAccountJson = GmailTokenTests.ServiceAccount(key));
        Assert.Null(Problem(options => (options.ServiceAccountJson, options.User) = (GmailTokenTests.ServiceAccount(key), "ann@example.com")));
    }

    private static void AssertRefused(string problem, Action<GmailOptions> configure)
    {
        var message = Assert.IsType<OptionsValidationException>(Problem(configure)).Message;
        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
    }

    private static Exception? Problem(Action<GmailOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddOutreach().AddGmail("ann", configure);
        using var built = services.BuildServiceProvider();
        return Record.Exception(() => built.GetRequiredKeyedService<IMessageProvider>("ann"));
    }
}
