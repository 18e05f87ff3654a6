using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Outreach.Providers.Telegram.Tests;

public sealed class TelegramOptionsTests
{
    [Theory]
    [InlineData("", null, 30, "Token is missing")]
    [InlineData("no token", null, 30, "Token")]
    [InlineData("abc:def", null, 30, "number, a colon")]
    [InlineData("123:a/b", null, 30, "number, a colon")]
    [InlineData("123:abc", "a b", 30, "WebhookSecret")]
    [InlineData("123:abc", "", 30, "WebhookSecret")]
    [InlineData("123:abc", null, 31, "AllowPaidBroadcast")]
    [InlineData("123:abc", null, 0, "MessagesPerSecond")]
    [InlineData("123:abc", "secret_-1", 30, null)]
    public void Options_ThatCanNotWork_SayWhatToDo(string token, string? secret, int perSecond, string? problem)
    {
        var services = new ServiceCollection();
        services.AddOutreach().AddTelegram("bot", options => (options.Token, options.WebhookSecret, options.MessagesPerSecond) = (token, secret, perSecond));
        using var built = services.BuildServiceProvider();

        var exception = Record.Exception(() => built.GetRequiredKeyedService<IMessageProvider>("bot"));

        Assert.Equal(problem is not null, exception is OptionsValidationException);
        Assert.Contains(problem ?? "", exception?.Message ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("a/b", exception?.Message ?? "", StringComparison.Ordinal);
    }
}
