using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Outreach.Dns;
using Outreach.Mime;

namespace Outreach.Deliverability.Tests;

public sealed class DeliverabilityBuilderTests
{
    [Fact]
    public void AddDeliverability_Twice_RegistersEverythingOnce()
    {
        var builder = new Builder();
        builder.AddDeliverability().AddSpamd().AddDeliverability().AddSpamd(spamd => spamd.Port = 1783);
        using var services = builder.Services.BuildServiceProvider();

        Assert.NotNull(services.GetRequiredService<DomainChecker>());
        Assert.NotNull(services.GetRequiredService<AddressValidator>());
        Assert.NotNull(services.GetRequiredService<SpfEvaluator>());
        Assert.NotNull(services.GetRequiredService<DmarcEvaluator>());
        Assert.IsType<DnsDkimKeyLookup>(services.GetRequiredService<IDkimKeyLookup>());
        Assert.Single(services.GetServices<IDnsResolver>());
        Assert.Single(services.GetServices<ISpamFilter>());
        Assert.Equal(1783, services.GetRequiredService<IOptions<SpamdOptions>>().Value.Port);
        Assert.Null(services.GetService<IMailboxProbe>());
    }

    [Fact]
    public void AddDeliverability_WithTheHostsResolver_UsesIt()
    {
        var builder = new Builder();
        var dns = new ZoneResolver();
        builder.Services.AddSingleton<IDnsResolver>(dns);
        builder.AddDeliverability();
        using var services = builder.Services.BuildServiceProvider();

        Assert.Same(dns, services.GetRequiredService<IDnsResolver>());
    }

    [Fact]
    public void AddMailboxProbe_WithoutName_FailsWithWhatToSet()
    {
        var builder = new Builder();
        builder.AddMailboxProbe(_ => { });
        using var services = builder.Services.BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IMailboxProbe>());

        Assert.Contains("Set SmtpProbeOptions.HeloName", exception.Message, StringComparison.Ordinal);
    }

    private sealed class Builder : IOutreachBuilder
    {
        public IServiceCollection Services { get; } = new ServiceCollection();
    }
}
