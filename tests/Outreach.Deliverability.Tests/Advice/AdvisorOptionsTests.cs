using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Outreach.Deliverability.Tests.Advice;

public sealed class AdvisorOptionsTests
{
    [Fact]
    public void Defaults_AreThoseOfTheDocumentation()
    {
        var options = new AdvisorOptions();

        Assert.Equal(TimeSpan.FromMinutes(1), options.Interval);
        Assert.Empty(options.Domains);
    }

    [Fact]
    public void WrongSettings_AreRefused_WithWhatToDo()
    {
        var services = new ServiceCollection();
        services.AddOutreach().UseInMemoryStore().AddAdvisor(static advisor =>
        {
            advisor.Domains["a..b"] = new AdvisedDomain();
            advisor.Interval = TimeSpan.Zero;
        });
        using var provider = services.BuildServiceProvider();

        var refused = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<AdvisorOptions>>().Value);

        Assert.Equal(
            [
                "AdvisorOptions.Domains has \"a..b\", which is no domain; give names such as example.com.",
                "AdvisorOptions.Interval must be between a second and an hour.",
            ],
            refused.Failures);
    }

    [Fact]
    public void KnownDomains_AreFoundInAnyLetterCase()
    {
        var options = new AdvisorOptions();
        options.Domains["Example.com"] = new AdvisedDomain { DkimSelectors = { "s1" } };

        Assert.Equal("s1", Assert.Single(options.Domains["example.COM"].DkimSelectors));
    }
}
