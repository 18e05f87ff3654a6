using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Outreach.Tracking.Tests;

public sealed class TrackingOptionsTests
{
    private static readonly string Good = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(static i => (byte)i)]);

    [Fact]
    public void Options_Untouched_HaveNoKeys()
    {
        var options = new TrackingOptions();
        Assert.Empty(options.Keys);
        Assert.Null(options.CurrentKeyId);
        Assert.Null(options.CreateKeyRing());
    }

    [Theory]
    [InlineData("x", null, null, "Tracking:Keys has the id 'x'. Use a number from 0 to 255.")]
    [InlineData("1", "?", null, "Tracking:Keys:1 is not base 64. Make one with: openssl rand -base64 32")]
    [InlineData("1", "AAAA", null, "Tracking:Keys:1 has 3 bytes; at least 32 random bytes are needed. Make one with: openssl rand -base64 32")]
    [InlineData("1", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", null, "Tracking:Keys:1 is one byte repeated, which anybody can guess. Make one with: openssl rand -base64 32")]
    [InlineData("1", null, 2, "Tracking:CurrentKeyId is 2, but Tracking:Keys has no key of this id. Add the key or name another.")]
    public void Validate_BadKey_SaysWhatToDo(string id, string? key, int? current, string expected)
    {
        var options = new TrackingOptions { CurrentKeyId = current };
        options.Keys[id] = key ?? Good;
        var result = new TrackingOptionsValidator().Validate(null, options);
        Assert.True(result.Failed);
        Assert.Equal([expected], result.Failures);
        Assert.Throws<InvalidOperationException>(options.CreateKeyRing);
    }

    [Fact]
    public void Validate_SeveralKeysAndNoCurrent_SaysWhatToDo()
    {
        var options = new TrackingOptions();
        options.Keys["1"] = Good;
        options.Keys["2"] = Good;
        var result = new TrackingOptionsValidator().Validate(null, options);
        Assert.Equal(["Tracking:Keys has several keys. Set Tracking:CurrentKeyId to the one that makes new tokens."], result.Failures);
    }

    [Fact]
    public void AddTracking_TwiceWithAKey_GivesOneWorkingProtector()
    {
        var services = new ServiceCollection();
        var builder = new Builder(services);
        builder.AddTracking(static tracking => tracking.Keys["1"] = Good).AddTracking();
        Assert.Single(services, static service => service.ServiceType == typeof(ITokenProtector));
        Assert.Single(services, static service => service.ServiceType == typeof(IValidateOptions<TrackingOptions>));
        using var provider = services.BuildServiceProvider();
        Assert.IsType<TokenProtector>(provider.GetRequiredService<ITokenProtector>());
    }

    [Fact]
    public void AddTracking_WithoutAKey_SaysWhatToDo()
    {
        var services = new ServiceCollection();
        new Builder(services).AddTracking();
        using var provider = services.BuildServiceProvider();
        var exception = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<ITokenProtector>);
        Assert.StartsWith("No key for tokens is set. Set Tracking:Keys:1", exception.Message, StringComparison.Ordinal);
    }

    private sealed record Builder(IServiceCollection Services) : IOutreachBuilder;
}
