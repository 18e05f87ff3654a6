using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Outreach.Events.RabbitMq.Tests;

public sealed class RabbitMqOptionsTests
{
    [Fact]
    public void Defaults_AreThoseThatAreDocumented()
    {
        var options = new RabbitMqOptions();

        Assert.Equal((5671, true, "/", "outreach.events", true), (options.Port, options.UseTls, options.VirtualHost, options.Exchange, options.RequireRoute));
        Assert.Equal((RabbitMqTopology.Declare, TimeSpan.FromSeconds(30)), (options.Topology, options.Timeout));
        var inbound = new RabbitMqInboundOptions();
        Assert.Equal(("outreach.message.received", 32, 524_288, 100), (inbound.Queue, inbound.Prefetch, inbound.MaxMessageBytes, inbound.MaxDeliveries));
    }

    [Fact]
    public void MissingValues_AreNamedAtTheStart()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Validate(_ => { }));

        Assert.Contains("HostName is missing", failure.Message, StringComparison.Ordinal);
        Assert.Contains("UserName is missing", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Password is missing", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PlainTextToAnotherMachine_IsRefused()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Validate(options => (options.HostName, options.UseTls) = ("broker.example.com", false)));

        Assert.Contains("would cross the network in clear", failure.Message, StringComparison.Ordinal);
    }

    private static void Validate(Action<RabbitMqOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddOutreach().AddRabbitMqEvents(configure).AddRabbitMqEvents();
        using var provider = services.BuildServiceProvider();
        _ = provider.GetRequiredService<IOptions<RabbitMqOptions>>().Value;
    }
}
