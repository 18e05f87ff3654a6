using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Outreach.Tests;

public sealed class OutreachOptionsTests
{
    [Fact]
    public void Defaults_AreWhatTheDocumentationSays()
    {
        var options = Build(_ => { });

        Assert.Null(options.PublicBaseUri);
        Assert.Equal(32, options.ConcurrentSends);
        Assert.Equal(TimeSpan.FromMinutes(25), options.LeaseDuration);
        Assert.Equal(TimeSpan.FromMinutes(11), options.AnswerTimeout);
        Assert.Equal(TimeSpan.FromDays(3), options.InDoubtWait);
        Assert.Equal(TimeSpan.FromSeconds(15), options.PersonalizationTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), options.ClassificationTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), options.PollInterval);
    }

    public static TheoryData<string, Action<OutreachOptions>> Bad => new()
    {
        { "OutreachOptions.ConcurrentSends must be between 1 and 1024", options => options.ConcurrentSends = 0 },
        { "LeaseDuration", options => options.LeaseDuration = TimeSpan.FromMinutes(1) },
        { "must be longer than AnswerTimeout", options => (options.LeaseDuration, options.AnswerTimeout) = (TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(20)) },
        { "must be an absolute https address", options => options.PublicBaseUri = new Uri("http://mail.example.com") },
        { "InDoubtWait", options => options.InDoubtWait = TimeSpan.Zero },
        { "PersonalizationTimeout", options => options.PersonalizationTimeout = TimeSpan.FromMinutes(2) },
        { "ClassificationTimeout", options => options.ClassificationTimeout = TimeSpan.Zero },
        { "PollInterval", options => options.PollInterval = TimeSpan.Zero },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Validation_SaysWhatToDo(string message, Action<OutreachOptions> change)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Build(change));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddOutreach_Twice_RegistersNothingTwice()
    {
        var once = new ServiceCollection();
        once.AddOutreach().UseInMemoryStore().AddWorker();
        var twice = new ServiceCollection();
        twice.AddOutreach().UseInMemoryStore().AddWorker();
        twice.AddOutreach().UseInMemoryStore().AddWorker();

        Assert.Equal(2, twice.Count(service => service.ServiceType == typeof(IValidateOptions<OutreachOptions>)));
        Assert.All(
            [typeof(IHostedService), typeof(ISendGate), typeof(ISendLedger), typeof(ISendEngine)],
            type => Assert.Equal(once.Count(service => service.ServiceType == type), twice.Count(service => service.ServiceType == type)));
    }

    private static OutreachOptions Build(Action<OutreachOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddOutreach(configure);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<OutreachOptions>>().Value;
    }
}
