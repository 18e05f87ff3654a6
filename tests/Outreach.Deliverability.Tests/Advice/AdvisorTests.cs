using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outreach.Dns;
using Outreach.Testing;

namespace Outreach.Deliverability.Tests.Advice;

/// <summary>The advisor after real campaigns, in virtual time.</summary>
public sealed class AdvisorTests : IAsyncDisposable
{
    private const string Address = "20.30.40.50";
    private readonly ZoneResolver _dns = new();
    private readonly CampaignHarness _harness;

    public AdvisorTests()
    {
        _harness = new CampaignHarness(new CampaignHarnessOptions
        {
            ConfigureOutreach = outreach => outreach.PublicBaseUri = new Uri("https://mail.sender.example"),
            Configure = builder =>
            {
                builder.Services.AddSingleton<IDnsResolver>(_dns);
                builder.AddReputation(options => (options.BounceLimit, options.ComplaintLimit) = (1, 1)).AddLinkTracking();
                builder.AddAdvisor(options => options.Interval = TimeSpan.FromSeconds(1)).AddAdvisor();
            },
        });
    }

    private IAdvisor Advisor => _harness.Get<IAdvisor>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task Campaign_AtItsEnd_IsLookedAt_AndAgainWhenOpensHaveCome()
    {
        var id = await RunAsync(200);
        foreach (var i in Enumerable.Range(0, 11))
        {
            await _harness.BounceAsync($"c{i}@example.net");
        }

        await HappenAsync(DeliveryEventType.Opened, 100, 28);
        await HappenAsync(DeliveryEventType.Complained, 190, 2);
        await _harness.Get<IEventDispatcher>().DispatchDueAsync(cancellationToken: Cancellation);

        Assert.Equal(1, await Advisor.AdviseDueAsync(Cancellation));
        Assert.Equal(0, await Advisor.AdviseDueAsync(Cancellation));

        var subject = RecommendationSubject.OfCampaign(id);
        Assert.Equal("campaign.bounces/campaign.complaints", await CodesAsync(subject));
        Assert.Equal("dkim.no-selector/dmarc.missing/spf.missing", await CodesAsync(RecommendationSubject.OfDomain("sender.example"), "bulk.complaints"));
        var bounces = (await Advisor.ListAsync(Organisation.DefaultId, new RecommendationFilter { Subject = subject }, Cancellation)).First(one => one.Code == "campaign.bounces");
        Assert.Equal("11 of 200 messages bounced (5.5 %; the limit is 5 %)", bounces.Evidence.Text);

        // Two days later 28 of 189 are opened: 14.8 %.
        _harness.Time.AdvanceTo(_harness.Time.GetUtcNow().AddDays(2));
        Assert.Equal(1, await Advisor.AdviseDueAsync(Cancellation));
        Assert.Equal("campaign.bounces/campaign.complaints/campaign.opens", await CodesAsync(subject));

        _harness.Time.AdvanceTo(_harness.Time.GetUtcNow().AddDays(30));
        Assert.Equal(0, await Advisor.AdviseDueAsync(Cancellation));
        Assert.Empty(await Advisor.ListAsync(Guid.NewGuid(), null, Cancellation));
    }

    [Fact]
    public async Task Campaign_OfWhichEnoughWasOpened_PassesLater()
    {
        var id = await RunAsync(100);
        var subject = RecommendationSubject.OfCampaign(id);
        _harness.Time.AdvanceTo(_harness.Time.GetUtcNow().AddDays(3));
        await HappenAsync(DeliveryEventType.Opened, 0, 14);
        await Advisor.AdviseCampaignAsync(Organisation.DefaultId, id, Cancellation);
        Assert.Equal("campaign.opens", await CodesAsync(subject));

        await HappenAsync(DeliveryEventType.Clicked, 14, 1);
        await Advisor.AdviseCampaignAsync(Organisation.DefaultId, id, Cancellation);

        Assert.Equal("", await CodesAsync(subject));
        Assert.Null(await Advisor.AdviseCampaignAsync(Guid.NewGuid(), id, Cancellation));
    }

    [Fact]
    public async Task Host_LooksInTheBackground()
    {
        var id = await RunAsync(100);
        foreach (var i in Enumerable.Range(0, 50))
        {
            await _harness.BounceAsync($"c{i}@example.net");
        }

        var services = _harness.Get<IServiceProvider>().GetServices<IHostedService>().Where(service => service.GetType().Name is "EventDispatchWorker" or "AdvisorWorker").ToList();
        Assert.Equal(2, services.Count);
        foreach (var service in services)
        {
            await service.StartAsync(Cancellation);
        }

        for (var i = 0; i < 600 && (await CodesAsync(RecommendationSubject.OfCampaign(id))).Length == 0; i++)
        {
            await Task.Delay(100, Cancellation);
        }

        foreach (var service in services)
        {
            await service.StopAsync(Cancellation);
        }

        Assert.Equal("campaign.bounces", await CodesAsync(RecommendationSubject.OfCampaign(id)));
    }

    [Fact]
    public async Task Dismissed_StaysAway_UntilItsFiguresGetWorse()
    {
        var id = await RunAsync(100);
        foreach (var i in Enumerable.Range(0, 10))
        {
            await _harness.BounceAsync($"c{i}@example.net");
        }

        await Advisor.AdviseCampaignAsync(Organisation.DefaultId, id, Cancellation);
        var key = new RecommendationKey(RecommendationSubject.OfCampaign(id), "campaign.bounces");
        Assert.False(await Advisor.DismissAsync(Guid.NewGuid(), key, "Ada", "a known bad import", Cancellation));
        Assert.True(await Advisor.DismissAsync(Organisation.DefaultId, key, "Ada", "a known bad import", Cancellation));

        foreach (var i in Enumerable.Range(10, 4))
        {
            await _harness.BounceAsync($"c{i}@example.net");
        }

        var dismissed = (await Advisor.AdviseCampaignAsync(Organisation.DefaultId, id, Cancellation))!.Single(one => one.Key == key);
        Assert.Equal(("Ada", "a known bad import"), (dismissed.Dismissal?.By, dismissed.Dismissal?.Reason));
        Assert.Equal("", await CodesAsync(key.Subject));

        await _harness.BounceAsync("c14@example.net");
        await Advisor.AdviseCampaignAsync(Organisation.DefaultId, id, Cancellation);
        Assert.Equal("campaign.bounces", await CodesAsync(key.Subject));
    }

    [Fact]
    public async Task Domain_ThatIsPutInOrder_IsResolved_ButNotWhileDnsIsSilent()
    {
        await _harness.Get<ISenderAccountStore>().SaveAsync(_harness.Sender with { ProviderName = "pool" }, Cancellation);
        await SaveIpAsync();
        await Advisor.AdviseDomainAsync(Organisation.DefaultId, "Sender.example", Cancellation);
        var (domain, ip) = (RecommendationSubject.OfDomain("sender.example"), RecommendationSubject.OfIp(System.Net.IPAddress.Parse(Address)));
        Assert.Equal("dkim.no-selector/dmarc.missing/spf.missing", await CodesAsync(domain));
        Assert.Equal("ip.new/ptr.missing", await CodesAsync(ip));
        var missing = (await Advisor.ListAsync(Organisation.DefaultId, new RecommendationFilter { Subject = domain }, Cancellation)).Single(one => one.Code == "spf.missing");
        Assert.Equal("DNS has no such record", missing.Evidence.Text);
        Assert.Contains($"sender.example. IN TXT \"v=spf1 ip4:{Address} ~all\"", missing.Fix, StringComparison.Ordinal);

        _dns.Silent("sender.example").Silent("_dmarc.sender.example");
        await Advisor.AdviseDomainAsync(Organisation.DefaultId, "sender.example", Cancellation);
        Assert.Equal("dkim.no-selector/dmarc.missing/spf.missing", await CodesAsync(domain));

        _dns.Txt("sender.example", $"v=spf1 ip4:{Address} -all").Txt("_dmarc.sender.example", "v=DMARC1; p=reject; rua=mailto:dmarc@sender.example");
        _dns.Ptr(Address, "mail.sender.example").Address("mail.sender.example", Address);
        await Advisor.AdviseOrganisationAsync(Organisation.DefaultId, Cancellation);

        Assert.Equal("dkim.no-selector", await CodesAsync(domain));
        Assert.Equal("ip.new", await CodesAsync(ip));
        var all = await Advisor.ListAsync(Organisation.DefaultId, new RecommendationFilter { Subject = domain, IncludesResolved = true }, Cancellation);
        Assert.All(all.Where(one => one.Code != "dkim.no-selector"), one => Assert.Equal(_harness.Time.GetUtcNow(), one.ResolvedAt));
    }

    [Fact]
    public async Task Domain_OfAMailboxProvider_GetsNoAdviceOnItsRecords()
    {
        await Advisor.AdviseDomainAsync(Organisation.DefaultId, "gmail.com", Cancellation);

        Assert.Equal("bulk.from", await CodesAsync(RecommendationSubject.OfDomain("gmail.com")));
        await Assert.ThrowsAsync<ArgumentException>(() => Advisor.AdviseDomainAsync(Organisation.DefaultId, "a..b", Cancellation));
    }

    [Fact]
    public async Task Lists_ThatAreDormant_AreFound_AlsoBeforeACampaignToThemStarts()
    {
        var lists = _harness.Get<IRecipientListStore>();
        var list = new RecipientList { Id = Guid.CreateVersion7(), OrganisationId = Organisation.DefaultId, Name = "news", CreatedAt = _harness.Time.GetUtcNow().AddMonths(-7) };
        await lists.SaveAsync(list, Cancellation);
        var contacts = await _harness.AddContactsAsync(new ContactDraft { Email = "a@example.net" });
        await lists.AddMembersAsync(Organisation.DefaultId, list.Id, [.. contacts], Cancellation);
        var id = await _harness.CreateAsync(Draft() with { Audience = new TargetAudience { Filter = new AudienceFilter { ListId = list.Id } } });
        Assert.Contains((await _harness.Campaigns.CheckAsync(Organisation.DefaultId, id, Cancellation)).Findings, finding => finding.Code == "list_dormant");

        await Advisor.AdviseCampaignAsync(Organisation.DefaultId, id, Cancellation);
        Assert.Equal("list.dormant", await CodesAsync(RecommendationSubject.OfList(list.Id)));

        await _harness.Campaigns.StartAsync(id, Cancellation);
        await _harness.RunToEndAsync(id, cancellationToken: Cancellation);
        await _harness.Get<IEventDispatcher>().DispatchDueAsync(cancellationToken: Cancellation);
        await Advisor.AdviseDueAsync(Cancellation);
        Assert.Equal("", await CodesAsync(RecommendationSubject.OfList(list.Id)));
    }

    private async Task<Guid> RunAsync(int contacts)
    {
        await _harness.AddContactsAsync([.. Enumerable.Range(0, contacts).Select(i => new ContactDraft { Email = $"c{i}@example.net" })]);
        var id = await _harness.StartAsync(Draft());
        await _harness.RunToEndAsync(id, cancellationToken: Cancellation);
        return id;
    }

    private async Task HappenAsync(DeliveryEventType type, int first, int count)
    {
        foreach (var i in Enumerable.Range(first, count))
        {
            await _harness.Get<IExternalEventHandler>().HandleAsync(new ExternalEvent { Key = $"{type}{i}", Type = type, Address = $"c{i}@example.net" }, Cancellation);
        }
    }

    private Task SaveIpAsync() => _harness.Get<ISendingIpService>().SaveAsync(
        new SendingIp { OrganisationId = Organisation.DefaultId, Address = Address, ProviderName = "smtp1", Pool = "pool" }, "new", Cancellation);

    private async Task<string> CodesAsync(RecommendationSubject subject, string except = "") => string.Join(
        '/',
        (await Advisor.ListAsync(Organisation.DefaultId, new RecommendationFilter { Subject = subject }, Cancellation)).Select(one => one.Code).Where(code => code != except).Order(StringComparer.Ordinal));

    private static CampaignDraft Draft() => new()
    {
        Name = "Spring",
        Tracking = new CampaignTracking { Opens = true },
        Steps = [new SequenceStep { Variants = [new StepVariant { Template = new MessageTemplate { Subject = "Hello", Html = "<p>Hi <a href=\"{{unsubscribe_url}}\">no more</a></p>" } }] }],
    };
}
