using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Outreach.Providers.Gateway.Tests;

public sealed class GatewayOptionsTests
{
    [Theory]
    [InlineData(null, "key", 24.0, "BaseAddress is missing")]
    [InlineData("http://gateway.example.com", "key", 24.0, "https")]
    [InlineData("https://gateway.example.com", "a b", 24.0, "ApiKey")]
    [InlineData("https://gateway.example.com", "key", 0.001, "KeyLifetime")]
    [InlineData("https://gateway.example.com", "key", 1_000.0, "KeyLifetime")]
    [InlineData("https://gateway.example.com/base/", null, null, null)]
    public void Options_ThatCanNotWork_SayWhatToDo(string? address, string? key, double? hours, string? problem)
    {
        var services = new ServiceCollection();
        services.AddOutreach().AddMessagingGateway("gateway", options =>
            (options.BaseAddress, options.ApiKey, options.KeyLifetime) = (address is null ? null : new Uri(address), key, hours is null ? null : TimeSpan.FromHours(hours.Value)));
        using var built = services.BuildServiceProvider();

        var exception = Record.Exception(() => built.GetRequiredKeyedService<IMessageProvider>("gateway"));

        Assert.Equal(problem is not null, exception is OptionsValidationException);
        Assert.Contains(problem ?? "", exception?.Message ?? "", StringComparison.Ordinal);
    }
}
