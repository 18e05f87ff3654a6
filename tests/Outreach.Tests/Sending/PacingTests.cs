using Microsoft.Extensions.DependencyInjection;
using Outreach.Sequencing;
using Outreach.Testing;

namespace Outreach.Tests.Sending;

public sealed class PacingTests
{
    [Fact]
    public async Task Messages_OfAPacedCampaign_KeepTheirDistanceWithJitter()
    {
        await using var harness = new CampaignHarness();
        await AddContactsAsync(harness, 40);
        await harness.StartAsync(Draft(new SendPacing { Delay = TimeSpan.FromSeconds(60), Jitter = 0.5 }));

        await harness.RunForAsync(TimeSpan.FromHours(2), TestContext.Current.CancellationToken);

        var times = harness.Provider.Taken.Select(static email => email.At).ToList();
        Assert.Equal(40, times.Count);
        var gaps = times.Zip(times.Skip(1), static (first, second) => second - first).ToList();
        Assert.All(gaps, static gap => Assert.InRange(gap, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(90)));
        Assert.True(gaps.Distinct().Count() > 30);
    }

    [Fact]
    public async Task Messages_OfAPacedCampaign_KeepTheirDistanceOverSeveralWorkers()
    {
        var time = new VirtualTimeProvider(EngineFixture.Start);
        var provider = new RecordingProvider(time);
        await using var first = Worker(time, provider, null);
        await using var second = Worker(time, provider, first.GetRequiredService<InMemoryDatabase>());
        await using var third = Worker(time, provider, first.GetRequiredService<InMemoryDatabase>());
        await first.GetRequiredService<IContactStore>().FindOrCreateAsync(
            Organisation.DefaultId, [.. Enumerable.Range(0, 30).Select(static i => new ContactDraft { Email = $"c{i}@x.example" })], EngineFixture.Start);
        await first.GetRequiredService<ISenderAccountStore>().SaveAsync(SenderAccount.Create("Ada", "ada@sender.example", "test"));
        var campaigns = first.GetRequiredService<ICampaignService>();
        await campaigns.StartAsync(await campaigns.CreateAsync(Draft(new SendPacing { Delay = TimeSpan.FromSeconds(30), Jitter = 0 })));

        for (var turn = 0; turn < 400 && provider.Taken.Count < 30; turn++)
        {
            await Task.WhenAll(new[] { first, second, third }.Select(static worker => worker.GetRequiredService<ISendEngine>().RunDueAsync()));
            time.Advance(TimeSpan.FromSeconds(7));
        }

        var times = provider.Taken.Select(static email => email.At).Order().ToList();
        Assert.Equal(30, times.Count);
        Assert.All(times.Zip(times.Skip(1)), static pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Rates_OfProvidersAndDomains_HoldInEachPeriod()
    {
        await using var harness = new CampaignHarness(new CampaignHarnessOptions
        {
            ConfigureOutreach = static options =>
            {
                options.ProviderRates[MailboxProviderNames.Gmail] = SendRate.PerHour(7);
                options.DomainRates["small.example"] = SendRate.PerDay(2);
                options.EachDomainRate = SendRate.PerMinute(3);
            },
        });
        await harness.AddContactsAsync([.. Enumerable.Range(0, 30).SelectMany(static i => new[]
        {
            new ContactDraft { Email = $"g{i}@{(i % 2 == 0 ? "gmail.com" : "GoogleMail.com")}" },
            new ContactDraft { Email = $"o{i}@other.example" },
        }).Concat(Enumerable.Range(0, 5).Select(static i => new ContactDraft { Email = $"s{i}@small.example" }))]);
        await harness.StartAsync(Draft(null));

        await harness.RunForAsync(TimeSpan.FromDays(4), TestContext.Current.CancellationToken);

        var sent = harness.Provider.Taken.Select(static email => (Domain: email.EnvelopeRecipient.Split('@')[1].ToLowerInvariant(), email.At)).ToList();
        Assert.Equal(65, sent.Count);
        Assert.Equal(7, Most(sent.Where(static one => one.Domain is "gmail.com" or "googlemail.com"), TimeSpan.FromHours(1)));
        Assert.Equal(2, Most(sent.Where(static one => one.Domain == "small.example"), TimeSpan.FromDays(1)));
        Assert.Equal(3, Most(sent.Where(static one => one.Domain == "other.example"), TimeSpan.FromMinutes(1)));
    }

    private static int Most(IEnumerable<(string Domain, DateTimeOffset At)> sent, TimeSpan period) =>
        sent.CountBy(one => one.At.UtcTicks / period.Ticks).Max(static pair => pair.Value);

    private static Task<IReadOnlyList<Guid>> AddContactsAsync(CampaignHarness harness, int count) =>
        harness.AddContactsAsync([.. Enumerable.Range(0, count).Select(static i => new ContactDraft { Email = $"c{i}@x.example" })]);

    private static CampaignDraft Draft(SendPacing? pacing) => new()
    {
        Name = "Paced",
        Pacing = pacing,
        Steps = [SequenceStep.Create(new MessageTemplate { Subject = "Hello", Text = "Hi {{ unsubscribe_url }}" })],
    };

    private static ServiceProvider Worker(VirtualTimeProvider time, IMessageProvider provider, InMemoryDatabase? shared)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddKeyedSingleton("test", provider);
        if (shared is not null)
        {
            services.AddSingleton(shared);
        }

        services.AddOutreach(static options => options.ConcurrentSends = 4).UseInMemoryStore();
        return services.BuildServiceProvider();
    }
}
